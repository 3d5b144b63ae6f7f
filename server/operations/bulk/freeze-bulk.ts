import type { Db } from "#db/client";
import {
  findBulk,
  forgetFrozen,
  insertBulk,
  readBulkOrders,
  readIdsOfSagas,
} from "#db/queries/bulk";
import { findFailureGroup } from "#db/queries/failures";
import { readClock, readShownOrders, type ShownOrderRow } from "#db/queries/sagas";
import { AppError } from "#server/errors";
import type { Policy } from "#server/saga/policy";
import { actions } from "../order-actions/actions.ts";
import type { Viewer } from "../order-view/get-order-view.ts";
import { readPartnerStanding } from "../partners/read-partner-standing.ts";
import type { Situation } from "../situation/situation.ts";
import { situationOfRow } from "../situation/situation-of-row.ts";
import { bulkPreview } from "./bulk-preview.ts";
import { idsOfSet } from "./ids-of-set.ts";
import { stageOf } from "./stages.ts";
import { BULK_MOST, type BulkKind, type BulkPreview, type BulkSet } from "./views.ts";

type Services = { db: Db; policy: Policy };

/** What nobody has started by then asked for nothing, and is forgotten. */
const FORGOTTEN_AFTER_MS = 60 * 60_000;

/**
 * Fixes the set before anybody starts it: which orders, each at the revision that is
 * seen now, and which of them are skipped because it would be refused. Nothing is
 * asked for yet.
 */
export async function freezeBulk(
  services: Services,
  viewer: Viewer,
  { bulkUuid, kind, set }: { bulkUuid: string; kind: BulkKind; set: BulkSet },
): Promise<BulkPreview> {
  const { db, policy } = services;
  const { ids, groupId } = await idsOfSet(db, set);
  if (ids.length === 0) throw new AppError("not_found", "There is no such order any more.");
  const [rows, now, standing] = await Promise.all([
    readShownOrders(db, ids.slice(0, BULK_MOST)),
    readClock(db),
    readPartnerStanding(db),
  ]);
  const judged = rows.toReversed().map((row) => {
    const situation = situationOfRow(row, { now, policy, ...standing });
    return { row, why: whyNot(situation, viewer, kind) };
  });
  await forgetFrozen(db, new Date(now - FORGOTTEN_AFTER_MS));
  const bulkId = await db.transaction((tx) =>
    insertBulk(
      tx,
      {
        bulkUuid,
        kind,
        groupId,
        leftOut: ids.length > BULK_MOST ? 1 : 0,
        state: "frozen",
        stateAt: new Date(now),
        askedBy: viewer.userId,
        frozenAt: new Date(now),
      },
      orderRows(judged),
    ),
  );
  return readPreview(services, viewer, bulkId);
}

async function readPreview({ db }: Services, viewer: Viewer, bulkId: number): Promise<BulkPreview> {
  const found = await findBulk(db, bulkId);
  if (!found) throw new Error("Bug: what was just frozen is gone");
  const orders = await readBulkOrders(db, bulkId);
  const sampled = orders.filter(({ state }) => state !== "skipped").slice(0, 5);
  const ids = await readIdsOfSagas(
    db,
    sampled.map(({ sagaUuid }) => sagaUuid),
  );
  const { groupId } = found.bulk;
  const group = groupId === null ? undefined : await findFailureGroup(db, groupId, 1);
  const shown = await readShownOrders(db, ids);
  return bulkPreview({ bulk: found.bulk, orders, shown, group: group?.group ?? null, viewer });
}

function whyNot(situation: Situation, { role }: Viewer, kind: BulkKind): string | null {
  const action = actions(situation, { role, replacedBy: null })[kind];
  return action.allowed ? null : action.because;
}

type Judged = { row: ShownOrderRow; why: string | null };

function orderRows(judged: readonly Judged[]) {
  let place = 0;
  return judged.map(({ row, why }, index) => {
    if (why === null) place += 1;
    return {
      ordinal: index + 1,
      sagaUuid: row.saga.saga_uuid,
      orderNumber: row.order.orderNumber,
      revision: row.saga.revision,
      stage: why === null ? stageOf(place) : null,
      state: why === null ? ("untouched" as const) : ("skipped" as const),
      outcome: why,
    };
  });
}
