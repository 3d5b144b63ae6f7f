import type { DbOrTx } from "#db/client";
import { countListed } from "#db/queries/order-list";
import type { OrderListFilter } from "#db/queries/order-list-filter";
import { EVERYTHING } from "./list-wish.ts";
import { readListFilter } from "./read-list-filter.ts";
import {
  type BoundedCount,
  LIST_FILTERS,
  type ListedCount,
  type ListFilter,
  type ListWish,
  type OrderCounts,
} from "./views.ts";

/** Beyond this nobody reads the last digit, and counting on would cost with every order. */
const BOUND = 10_000;

/** How many orders each tab holds, up to a bound. */
export async function countOrders({ db }: { db: DbOrTx }): Promise<OrderCounts> {
  const filter = await readListFilter(db, { filter: "all", where: EVERYTHING });
  const counted = await Promise.all(
    LIST_FILTERS.map(async (tab) => ({
      filter: tab,
      count: await boundedCount(db, { ...filter, tab }),
    })),
  );
  const countOf = (filter: ListFilter) =>
    counted.find((each) => each.filter === filter)?.count ?? { count: 0, atLeast: true };
  return {
    counts: {
      all: countOf("all"),
      open: countOf("open"),
      needs_a_person: countOf("needs_a_person"),
      outcome_unknown: countOf("outcome_unknown"),
      in_progress: countOf("in_progress"),
      undoing: countOf("undoing"),
      completed: countOf("completed"),
      cancelled: countOf("cancelled"),
    },
    asOf: new Date(filter.rules.nowMs).toISOString(),
  };
}

/** How many orders fit a wish, up to the same bound. */
export async function countListedOrders(
  { db }: { db: DbOrTx },
  wish: Omit<ListWish, "sort">,
): Promise<ListedCount> {
  const filter = await readListFilter(db, wish);
  return {
    ...(await boundedCount(db, filter)),
    asOf: new Date(filter.rules.nowMs).toISOString(),
  };
}

/** The same up to another bound, and among fewer rows: for a number that is only a hint. */
export async function boundedCount(
  db: DbOrTx,
  filter: OrderListFilter,
  { bound, walk }: { bound: number; walk?: number } = { bound: BOUND },
): Promise<BoundedCount> {
  const wish = { bound: bound + 1, ...(walk === undefined ? {} : { walk }) };
  const { count, isCut } = await countListed(db, filter, wish);
  return { count: Math.min(count, bound), atLeast: count > bound || isCut };
}
