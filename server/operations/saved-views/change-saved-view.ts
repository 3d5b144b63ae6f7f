import type { Db } from "#db/client";
import { deleteSavedView, findSavedView, updateSavedView } from "#db/queries/saved-views";
import { AppError } from "#server/errors";

/** Gives a view another name, or to others. Its owner alone may. */
export async function changeSavedView(
  db: Db,
  ownerId: string,
  { viewId, name, shared }: { viewId: string; name: string; shared: boolean },
): Promise<void> {
  await requireOwn(db, ownerId, viewId);
  await updateSavedView(db, { viewId, ownerId }, { name, shared, updatedAt: new Date() });
}

/** Forgets a view; one that is gone already stays gone. */
export async function removeSavedView(db: Db, ownerId: string, viewId: string): Promise<void> {
  const view = await findSavedView(db, viewId);
  if (view) await requireOwn(db, ownerId, viewId);
  await deleteSavedView(db, { viewId, ownerId });
}

async function requireOwn(db: Db, ownerId: string, viewId: string): Promise<void> {
  const view = await findSavedView(db, viewId);
  // What is not for all does not exist for others.
  if (!view || (view.ownerId !== ownerId && !view.shared)) {
    throw new AppError("not_found", "There is no such view.");
  }
  if (view.ownerId !== ownerId) {
    throw new AppError("forbidden", "Only the person who saved a view may change it.");
  }
}
