import type { DbOrTx } from "#db/client";
import { countListed } from "#db/queries/order-list";
import { EVERYTHING } from "./list/list-wish.ts";
import { readListFilter } from "./list/read-list-filter.ts";
import type { ListedCount, ListWish } from "./list/views.ts";
import { LIST_FILTERS, type ListFilter, type OrderCounts } from "./views.ts";

/** Beyond this nobody reads the last digit, and counting on would cost with every order. */
const BOUND = 10_000;

/** How many orders each tab holds, up to a bound. */
export async function countOrders({ db }: { db: DbOrTx }): Promise<OrderCounts> {
  const counted = await Promise.all(
    LIST_FILTERS.map(async (filter) => {
      const { asOf, ...count } = await countListedOrders({ db }, { filter, where: EVERYTHING });
      return { filter, count, asOf };
    }),
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
    asOf: counted[0]?.asOf ?? new Date().toISOString(),
  };
}

/** How many orders fit a wish, up to the same bound. */
export async function countListedOrders(
  { db }: { db: DbOrTx },
  wish: Omit<ListWish, "sort">,
): Promise<ListedCount> {
  const filter = await readListFilter(db, wish);
  const { count, isCut } = await countListed(db, filter, BOUND + 1);
  return {
    count: Math.min(count, BOUND),
    atLeast: count > BOUND || isCut,
    asOf: new Date(filter.rules.nowMs).toISOString(),
  };
}
