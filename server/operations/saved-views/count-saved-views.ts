import type { DbOrTx } from "#db/client";
import { boundedCount } from "../list/count-orders.ts";
import { listFilter, readStatusRules } from "../list/read-list-filter.ts";
import { listSavedViews } from "./list-saved-views.ts";
import type { SavedViewCounts } from "./views.ts";

/** As many as the sidebar shows; each costs a count. */
const MOST = 12;
/** Beside a name a number is a hint: the list itself counts further. */
const HINT = { bound: 1_000, walk: 1_000 };

/** How many orders the first views hold, up to a bound. One after the other: a sidebar is in no hurry. */
export async function countSavedViews(db: DbOrTx, userId: string): Promise<SavedViewCounts> {
  const [views, rules] = await Promise.all([listSavedViews(db, userId), readStatusRules(db)]);
  const counts: SavedViewCounts["counts"] = {};
  for (const { viewId, wish } of views.slice(0, MOST)) {
    counts[viewId] = await boundedCount(db, listFilter(wish, rules), HINT);
  }
  return { counts, asOf: new Date(rules.nowMs).toISOString() };
}
