import type { Db } from "#db/client";
import { countSavedViews, findSavedView, insertSavedView } from "#db/queries/saved-views";
import { AppError } from "#server/errors";
import type { ViewContent } from "./view-content.ts";

/** Enough for one person; each stands in a sidebar. */
const MOST_EACH = 50;

/** Keeps a list under a name. The same id again, by the same person, is the same view again. */
export async function saveView(
  db: Db,
  ownerId: string,
  view: { viewId: string; name: string; shared: boolean } & ViewContent,
): Promise<void> {
  const { viewId, name, shared, ...content } = view;
  const before = await findSavedView(db, viewId);
  if (before && before.ownerId !== ownerId) throw new AppError("forbidden", "It is another's.");
  if (before) return;
  if ((await countSavedViews(db, ownerId)) >= MOST_EACH) {
    throw new AppError("invalid_request", `Nobody may keep more than ${MOST_EACH} views.`);
  }
  const now = new Date();
  await insertSavedView(db, {
    viewId,
    ownerId,
    name,
    shared,
    content,
    createdAt: now,
    updatedAt: now,
  });
}
