import type { DbOrTx } from "#db/client";
import { countClaimed } from "#db/queries/inbox";
import { countSagas, readClock } from "#db/queries/sagas";
import type { InboxCounts } from "./views.ts";

/** As for the list of orders, so that both say the same. */
const BOUND = 10_000;

/** How many orders wait for a person, and how many of them are anybody's. */
export async function countInbox({ db }: { db: DbOrTx }, viewerId: string): Promise<InboxCounts> {
  const [now, all, { claimed, mine }] = await Promise.all([
    readClock(db),
    countSagas(db, "needs_a_person", BOUND + 1),
    countClaimed(db, viewerId, BOUND + 1),
  ]);
  const bounded = (count: number) => ({
    count: Math.min(count, BOUND),
    atLeast: all > BOUND,
  });
  return {
    counts: {
      all: bounded(all),
      mine: { count: mine, atLeast: claimed > BOUND },
      unclaimed: bounded(Math.max(0, all - claimed)),
    },
    asOf: new Date(now).toISOString(),
  };
}
