import { and, desc, eq, isNull, lt, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { DbOrTx } from "#db/client";
import { apiKeys, users } from "#db/schema/index";

export type ApiKeyRow = typeof apiKeys.$inferSelect;

export async function findApiKey(db: DbOrTx, id: string): Promise<ApiKeyRow | undefined> {
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.id, id)).limit(1);
  return row;
}

/** Held to the end of the transaction. */
export async function lockApiKey(db: DbOrTx, id: string) {
  const [key] = await db.select().from(apiKeys).where(eq(apiKeys.id, id)).limit(1).for("update");
  if (key === undefined) return undefined;
  // Asked once the lock is held: a statement that waited for it still sees the rows of when it began.
  const [successor] = await db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(eq(apiKeys.replaces, id))
    .limit(1);
  return { key, successorId: successor?.id ?? null };
}

/** Never later than it was to end anyway. */
export async function endApiKeyBy(db: DbOrTx, id: string, at: Date): Promise<Date> {
  const [row] = await db
    .update(apiKeys)
    .set({ expiresAt: sql`least(${apiKeys.expiresAt}, ${at.toISOString()}::timestamptz)` })
    .where(eq(apiKeys.id, id))
    .returning({ expiresAt: apiKeys.expiresAt });
  return row?.expiresAt ?? at;
}

export async function insertApiKey(
  db: DbOrTx,
  row: Omit<ApiKeyRow, "lastUsedAt" | "revokedAt" | "revokedBy">,
): Promise<void> {
  await db.insert(apiKeys).values(row);
}

/** Newest first, without the hashes; with the names of who made or revoked them and each one's successor. */
export async function readApiKeys(db: DbOrTx, limit: number) {
  const maker = alias(users, "maker");
  const revoker = alias(users, "revoker");
  const successor = alias(apiKeys, "successor");
  return db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      clientId: apiKeys.clientId,
      environment: apiKeys.environment,
      scopes: apiKeys.scopes,
      createdBy: apiKeys.createdBy,
      createdByName: maker.name,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      lastUsedAt: apiKeys.lastUsedAt,
      revokedAt: apiKeys.revokedAt,
      revokedBy: apiKeys.revokedBy,
      revokedByName: revoker.name,
      replaces: apiKeys.replaces,
      successorId: successor.id,
    })
    .from(apiKeys)
    .leftJoin(maker, eq(maker.id, apiKeys.createdBy))
    .leftJoin(revoker, eq(revoker.id, apiKeys.revokedBy))
    .leftJoin(successor, eq(successor.replaces, apiKeys.id))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(limit);
}

/** The first revocation stays: a second one changes nothing. */
export async function markApiKeyRevoked(
  db: DbOrTx,
  id: string,
  by: string,
  at: Date,
): Promise<boolean> {
  const revoked = await db
    .update(apiKeys)
    .set({ revokedAt: at, revokedBy: by })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  return revoked.length > 0;
}

/** At most one write per key and minute, however many processes see it used. */
export async function markApiKeyUsed(db: DbOrTx, id: string, at: Date): Promise<void> {
  const aMinuteAgo = new Date(at.getTime() - 60_000);
  await db
    .update(apiKeys)
    .set({ lastUsedAt: at })
    .where(
      and(eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, aMinuteAgo))),
    );
}
