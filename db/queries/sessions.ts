import { and, desc, eq, gt, ne } from "drizzle-orm";
import type { DbOrTx } from "#db/client";
import { accounts, sessions } from "#db/schema/index";

/** A person's sessions that may still be used, newest first. */
export async function readOpenSessions(db: DbOrTx, userId: string, limit: number) {
  return db
    .select({
      id: sessions.id,
      createdAt: sessions.createdAt,
      expiresAt: sessions.expiresAt,
      ipAddress: sessions.ipAddress,
      userAgent: sessions.userAgent,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, new Date())))
    .orderBy(desc(sessions.createdAt), desc(sessions.id))
    .limit(limit);
}

/** How many were ended. */
export async function deleteOtherSessions(
  db: DbOrTx,
  userId: string,
  keptId: string,
): Promise<number> {
  const ended = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.id, keptId)))
    .returning({ id: sessions.id });
  return ended.length;
}

/** False when this person has no such session, or no more. */
export async function deleteSession(db: DbOrTx, userId: string, id: string): Promise<boolean> {
  const ended = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.id, id)))
    .returning({ id: sessions.id });
  return ended.length > 0;
}

const CREDENTIAL = "credential";

export async function findPassword(db: DbOrTx, userId: string) {
  const [row] = await db
    .select({ hash: accounts.password, changedAt: accounts.updatedAt })
    .from(accounts)
    .where(and(eq(accounts.userId, userId), eq(accounts.providerId, CREDENTIAL)))
    .limit(1);
  return row;
}

/** False when it is no longer the one that was looked at: somebody else has changed it since. */
export async function writePassword(
  db: DbOrTx,
  userId: string,
  { hash, was }: { hash: string; was?: string },
): Promise<boolean> {
  const written = await db
    .update(accounts)
    .set({ password: hash, updatedAt: new Date() })
    .where(
      and(
        eq(accounts.userId, userId),
        eq(accounts.providerId, CREDENTIAL),
        was === undefined ? undefined : eq(accounts.password, was),
      ),
    )
    .returning({ id: accounts.id });
  return written.length > 0;
}
