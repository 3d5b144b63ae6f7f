import type { DbOrTx } from "#db/client";
import { readListedPlaces, WALK } from "#db/queries/order-list";
import type { Policy } from "#server/saga/policy";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import { wishKey } from "./list-wish.ts";
import { readListFilter } from "./read-list-filter.ts";
import { readOrderRows } from "./read-order-rows.ts";
import type { ListedPage, ListWish } from "./views.ts";

/** One page of a list of orders. */
export async function listOrders(
  tools: { db: DbOrTx; policy: Policy },
  { cursor, limit, ...wish }: ListWish & { cursor: string | null; limit: number },
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
    items: rows.map(({ row }) => row),
    nextCursor: next === null ? null : encodeCursor(next, key),
    searched: isLast && cutAt !== null ? WALK : null,
    asOf,
  };
}
