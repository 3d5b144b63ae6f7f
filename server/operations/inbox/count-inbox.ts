import type { DbOrTx } from "#db/client";
import { countClaimed } from "#db/queries/inbox";
import { countListedOrders } from "../list/count-orders.ts";
import { EVERYTHING } from "../list/list-wish.ts";
import type { ListedCount } from "../list/views.ts";
import type { InboxCounts } from "./views.ts";

/** Claims are few: each is a person's. */
const CLAIMS_BOUND = 10_000;

/** How many orders wait for a person, as the list of orders says it too. */
export const countNeeding = (db: DbOrTx): Promise<ListedCount> =>
  countListedOrders({ db }, { filter: "needs_a_person", where: EVERYTHING });

/** The same with how many of them are anybody's. `needing` may be one read for all who ask at once. */
export async function countInbox(
  { db, needing }: { db: DbOrTx; needing: () => Promise<ListedCount> },
  viewerId: string,
): Promise<InboxCounts> {
  const [{ count, atLeast, asOf }, { claimed, mine }] = await Promise.all([
    needing(),
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
