import { and, desc, eq, isNull, lt, or } from "drizzle-orm";
import type { DbOrTx } from "#db/client";
import { apiKeys } from "#db/schema/index";

export type ApiKeyRow = typeof apiKeys.$inferSelect;

export async function findApiKey(db: DbOrTx, id: string): Promise<ApiKeyRow | undefined> {
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.id, id)).limit(1);
  return row;
}

export async function insertApiKey(
  db: DbOrTx,
  row: Omit<ApiKeyRow, "lastUsedAt" | "revokedAt" | "revokedBy">,
): Promise<void> {
  await db.insert(apiKeys).values(row);
}

/** Newest first, without the hashes. */
export async function readApiKeys(db: DbOrTx, limit: number) {
  return db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      clientId: apiKeys.clientId,
      environment: apiKeys.environment,
      scopes: apiKeys.scopes,
      createdBy: apiKeys.createdBy,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      lastUsedAt: apiKeys.lastUsedAt,
      revokedAt: apiKeys.revokedAt,
      revokedBy: apiKeys.revokedBy,
    })
    .from(apiKeys)
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(limit);
}

/** The first revocation stays: a second one changes nothing. */
export async function markApiKeyRevoked(
  db: DbOrTx,
  id: string,
  by: string,
  at: Date,
): Promise<void> {
  await db
    .update(apiKeys)
    .set({ revokedAt: at, revokedBy: by })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)));
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
