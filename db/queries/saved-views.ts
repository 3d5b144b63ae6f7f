import { and, asc, count, eq, or } from "drizzle-orm";
import type { DbOrTx } from "#db/client";
import { savedViews, users } from "#db/schema/index";

const v = savedViews;
export type SavedViewRow = typeof savedViews.$inferSelect;

/** A person's own views and those that are for all, by name. */
export async function readSavedViews(db: DbOrTx, ownerId: string, limit: number) {
  return db
    .select({ view: v, ownerName: users.name })
    .from(v)
    .leftJoin(users, eq(users.id, v.ownerId))
    .where(or(eq(v.ownerId, ownerId), eq(v.shared, true)))
    .orderBy(asc(v.name), asc(v.viewId))
    .limit(limit);
}

export async function findSavedView(db: DbOrTx, viewId: string): Promise<SavedViewRow | undefined> {
  const [row] = await db.select().from(v).where(eq(v.viewId, viewId)).limit(1);
  return row;
}

export async function countSavedViews(db: DbOrTx, ownerId: string): Promise<number> {
  const [row] = await db.select({ count: count() }).from(v).where(eq(v.ownerId, ownerId));
  return row?.count ?? 0;
}

/** The same id again is the same view again. */
export async function insertSavedView(db: DbOrTx, row: SavedViewRow): Promise<void> {
  await db.insert(v).values(row).onConflictDoNothing();
}

export async function updateSavedView(
  db: DbOrTx,
  { viewId, ownerId }: { viewId: string; ownerId: string },
  change: Pick<SavedViewRow, "name" | "shared" | "updatedAt">,
): Promise<void> {
  await db
    .update(v)
    .set(change)
    .where(and(eq(v.viewId, viewId), eq(v.ownerId, ownerId)));
}

export async function deleteSavedView(
  db: DbOrTx,
  { viewId, ownerId }: { viewId: string; ownerId: string },
): Promise<void> {
  await db.delete(v).where(and(eq(v.viewId, viewId), eq(v.ownerId, ownerId)));
}
