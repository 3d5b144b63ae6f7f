import type { DbOrTx } from "#db/client";
import { readOpenClaims } from "#db/queries/claims";
import { countNotes } from "#db/queries/notes";
import { readListedPlaces, WALK } from "#db/queries/order-list";
import type { Policy } from "#server/saga/policy";
import { claimView } from "../claims/claim-view.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import { wishKey } from "./list-wish.ts";
import { readListFilter } from "./read-list-filter.ts";
import { readOrderRows } from "./read-order-rows.ts";
import type { ListedPage, ListedRow, ListWish, OrderRow } from "./views.ts";

/** One page of a list of orders, as `viewerId` sees it; null where nobody does, and no claim is theirs. */
export async function listOrders(
  tools: { db: DbOrTx; policy: Policy },
  { cursor, limit, ...wish }: ListWish & { cursor: string | null; limit: number },
  viewerId: string | null,
): Promise<ListedPage> {
  const key = wishKey(wish);
  const after = cursor === null ? null : decodeCursor(cursor, key);
  const filter = await readListFilter(tools.db, wish);
  const { places, cutAt } = await readListedPlaces(tools.db, filter, wish.sort, {
    after,
    // One more than asked for tells whether a next page exists.
    limit: limit + 1,
  });
  const shown = places.slice(0, limit);
  const isLast = places.length <= limit;
  const next = isLast ? cutAt : (shown.at(-1) ?? null);
  const { rows, asOf } = await readOrderRows(
    tools,
    shown.map(({ id }) => id),
  );
  return {
    items: await withColleagues(
      tools.db,
      rows.map(({ row }) => row),
      viewerId,
    ),
    nextCursor: next === null ? null : encodeCursor(next, key),
    searched: isLast && cutAt !== null ? WALK : null,
    asOf,
  };
}

/** The rows with what colleagues did about them: a claim, notes. */
async function withColleagues(
  db: DbOrTx,
  rows: readonly OrderRow[],
  viewerId: string | null,
): Promise<ListedRow[]> {
  const sagaUuids = rows.map(({ sagaUuid }) => sagaUuid);
  const [claims, notes] = await Promise.all([
    readOpenClaims(db, sagaUuids),
    countNotes(db, sagaUuids),
  ]);
  const claimOf = new Map(claims.map((claim) => [claim.sagaUuid, claimView(claim, viewerId)]));
  return rows.map((row) => ({
    ...row,
    claim: claimOf.get(row.sagaUuid) ?? null,
    notes: notes.get(row.sagaUuid) ?? 0,
  }));
}
