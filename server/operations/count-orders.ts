import type { DbOrTx } from "#db/client";
import { countSagas, readClock } from "#db/queries/sagas";
import type { BoundedCount, ListFilter, OrderCounts } from "./views.ts";

/** Beyond this nobody reads the last digit, and counting on would cost with every order. */
const BOUND = 10_000;

/** How many orders each filter holds, up to a bound. */
export async function countOrders({ db }: { db: DbOrTx }): Promise<OrderCounts> {
  const count = (filter: ListFilter) => boundedCount(db, filter);
  const [now, all, needsAPerson, inProgress, undoing, completed, cancelled] = await Promise.all([
    readClock(db),
    count("all"),
    count("needs_a_person"),
    count("in_progress"),
    count("undoing"),
    count("completed"),
    count("cancelled"),
  ]);
  return {
    counts: {
      all,
      needs_a_person: needsAPerson,
      in_progress: inProgress,
      undoing,
      completed,
      cancelled,
    },
    asOf: new Date(now).toISOString(),
  };
}

async function boundedCount(db: DbOrTx, filter: ListFilter): Promise<BoundedCount> {
  const counted = await countSagas(db, filter, BOUND + 1);
  return { count: Math.min(counted, BOUND), atLeast: counted > BOUND };
}
