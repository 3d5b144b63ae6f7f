import type { DbOrTx } from "#db/client";
import { boundedCount } from "../list/count-orders.ts";
import { listFilter, readStatusRules } from "../list/read-list-filter.ts";
import { listSavedViews } from "./list-saved-views.ts";
import type { SavedViewCounts } from "./views.ts";

/** As many as the sidebar shows; each costs a count. */
const MOST = 12;
/** Beside a name a number is a hint: the list itself counts further. */
const HINT = { bound: 1_000, walk: 1_000 };

/** A sidebar is in no hurry, and the page beside it needs connections, too. */
const AT_ONCE = 2;

/** How many orders the first views hold, up to a bound. */
export async function countSavedViews(db: DbOrTx, userId: string): Promise<SavedViewCounts> {
  const [views, rules] = await Promise.all([listSavedViews(db, userId), readStatusRules(db)]);
  const counts: SavedViewCounts["counts"] = {};
  const queue = views.slice(0, MOST);
  const countSome = async () => {
    for (let view = queue.shift(); view; view = queue.shift()) {
      counts[view.viewId] = await boundedCount(db, listFilter(view.wish, rules), HINT);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, countSome));
  return { counts, asOf: new Date(rules.nowMs).toISOString() };
}
