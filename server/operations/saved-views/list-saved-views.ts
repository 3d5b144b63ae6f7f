import type { DbOrTx } from "#db/client";
import { readSavedViews } from "#db/queries/saved-views";
import { viewContent } from "./view-content.ts";
import type { SavedView } from "./views.ts";

/** More would be no list to choose from. */
const MOST = 100;

/** A person's own views and those for all. One whose words this version does not know is left out. */
export async function listSavedViews(db: DbOrTx, userId: string): Promise<SavedView[]> {
  const rows = await readSavedViews(db, userId, MOST);
  return rows.flatMap(({ view, ownerName }) => {
    const content = viewContent.safeParse(view.content);
    if (!content.success) return [];
    return [
      {
        viewId: view.viewId,
        name: view.name,
        ...content.data,
        shared: view.shared,
        mine: view.ownerId === userId,
        ownerName: ownerName ?? "Somebody",
      },
    ];
  });
}
