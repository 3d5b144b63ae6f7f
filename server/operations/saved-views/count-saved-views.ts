import type { DbOrTx } from "#db/client";
import { readClock } from "#db/queries/sagas";
import { countListedOrders } from "../count-orders.ts";
import { listSavedViews } from "./list-saved-views.ts";
import type { SavedViewCounts } from "./views.ts";

/** As many as the sidebar shows; each costs a count. */
const MOST = 12;

/** How many orders the first views hold, up to the bound of every count. One after the other: a sidebar is in no hurry. */
export async function countSavedViews(db: DbOrTx, userId: string): Promise<SavedViewCounts> {
  const views = await listSavedViews(db, userId);
  const now = await readClock(db);
  const counts: SavedViewCounts["counts"] = {};
  for (const { viewId, wish } of views.slice(0, MOST)) {
    const { count, atLeast } = await countListedOrders({ db }, wish);
    counts[viewId] = { count, atLeast };
  }
  return { counts, asOf: new Date(now).toISOString() };
}
