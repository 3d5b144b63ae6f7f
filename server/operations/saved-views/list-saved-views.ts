import type { DbOrTx } from "#db/client";
import { readSavedViews } from "#db/queries/saved-views";
import { listWish } from "../list/list-wish.ts";
import type { SavedView } from "./views.ts";

/** More would be no list to choose from. */
const MOST = 100;

/** A person's own views and those for all. One whose words this version does not know is left out. */
export async function listSavedViews(db: DbOrTx, userId: string): Promise<SavedView[]> {
  const rows = await readSavedViews(db, userId, MOST);
  return rows.flatMap(({ view, ownerName }) => {
    const wish = listWish.safeParse(view.content);
    if (!wish.success) return [];
    return [
      {
        viewId: view.viewId,
        name: view.name,
        wish: wish.data,
        shared: view.shared,
        mine: view.ownerId === userId,
        ownerName: ownerName ?? "Somebody",
      },
    ];
  });
}
