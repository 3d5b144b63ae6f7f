import type { DbOrTx } from "#db/client";
import { readUuidsOfSagas } from "#db/queries/bulk";
import { readListedPlaces } from "#db/queries/order-list";
import { readListFilter } from "./read-list-filter.ts";
import type { ListSelection, ListWish } from "./views.ts";

/** All orders of a list up to so many, in the list's order. */
export async function selectOrders(
  { db }: { db: DbOrTx },
  wish: ListWish,
  most: number,
): Promise<ListSelection> {
  const filter = await readListFilter(db, wish);
  const { places, cutAt } = await readListedPlaces(db, filter, wish.sort, {
    after: null,
    limit: most + 1,
  });
  const ids = places.slice(0, most).map(({ id }) => id);
  return {
    sagaUuids: await readUuidsOfSagas(db, ids),
    hasMore: places.length > most || cutAt !== null,
  };
}
