import type { DbOrTx } from "#db/client";
import { countClaimed } from "#db/queries/inbox";
import { countListedOrders } from "../count-orders.ts";
import { EVERYTHING } from "../list/list-wish.ts";
import type { InboxCounts } from "./views.ts";

/** Claims are few: each is a person's. */
const CLAIMS_BOUND = 10_000;

/** How many orders wait for a person, as the list of orders says it too, and how many of them are anybody's. */
export async function countInbox({ db }: { db: DbOrTx }, viewerId: string): Promise<InboxCounts> {
  const [{ count, atLeast, asOf }, { claimed, mine }] = await Promise.all([
    countListedOrders({ db }, { filter: "needs_a_person", where: EVERYTHING }),
    countClaimed(db, viewerId, CLAIMS_BOUND + 1),
  ]);
  return {
    counts: {
      all: { count, atLeast },
      mine: { count: mine, atLeast: claimed > CLAIMS_BOUND },
      unclaimed: { count: Math.max(0, count - claimed), atLeast },
    },
    asOf,
  };
}
