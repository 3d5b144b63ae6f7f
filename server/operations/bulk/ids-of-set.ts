import type { Db } from "#db/client";
import { findBulk, readBulkOrders, readIdsOfSagas } from "#db/queries/bulk";
import { findFailureGroup, readTroubledIds } from "#db/queries/failures";
import { AppError } from "#server/errors";
import { BULK_MOST, type BulkSet } from "./views.ts";

/** The orders of a set as they are now, by the keys of their rows: one more than an operation holds tells that it is cut. */
export async function idsOfSet(
  db: Db,
  set: BulkSet,
): Promise<{ ids: number[]; groupId: number | null }> {
  switch (set.type) {
    case "orders":
      if (set.groupId !== null) await findGroup(db, set.groupId);
      return { ids: await readIdsOfSagas(db, set.sagaUuids), groupId: set.groupId };
    case "group": {
      const { fingerprint } = await findGroup(db, set.id);
      const limit = BULK_MOST + 1;
      return {
        ids: await readTroubledIds(db, { fingerprint, afterId: 0, limit }),
        groupId: set.id,
      };
    }
    case "rest": {
      const found = await findBulk(db, set.bulkId);
      if (!found) throw new AppError("not_found", "There is no such operation.");
      const untouched = (await readBulkOrders(db, set.bulkId)).filter(
        ({ state }) => state === "untouched",
      );
      const ids = await readIdsOfSagas(
        db,
        untouched.map(({ sagaUuid }) => sagaUuid),
      );
      return { ids, groupId: found.bulk.groupId };
    }
  }
}

async function findGroup(db: Db, id: number) {
  const found = await findFailureGroup(db, id, 1);
  if (!found) throw new AppError("not_found", "There is no such group of failures.");
  return found.group;
}
