import { and, asc, count, eq, gt, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { DbOrTx } from "#db/client";
import { accounts, sessions, signInAttempts, users } from "#db/schema/index";

export async function findAccount(db: DbOrTx, id: string) {
  const [row] = await db.select().from(users).where(eq(users.id, id)).limit(1);
  return row;
}

export async function countAccounts(db: DbOrTx): Promise<number> {
  const [row] = await db.select({ count: count() }).from(users);
  return row?.count ?? 0;
}

/** In the order of their addresses, with the names of who made or disabled them and how often each is signed in. */
export async function readAccounts(db: DbOrTx, limit: number) {
  const maker = alias(users, "maker");
  const disabler = alias(users, "disabler");
  const open = db.$with("open").as(
    db
      .select({ userId: sessions.userId, count: count().as("count") })
      .from(sessions)
      .where(gt(sessions.expiresAt, new Date()))
      .groupBy(sessions.userId),
  );
  return db
    .with(open)
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: users.role,
      createdAt: users.createdAt,
      createdByName: maker.name,
      disabledAt: users.disabledAt,
      disabledByName: disabler.name,
      openSessions: sql<number>`coalesce(${open.count}, 0)::int`,
    })
    .from(users)
    .leftJoin(maker, eq(maker.id, users.createdBy))
    .leftJoin(disabler, eq(disabler.id, users.disabledBy))
    .leftJoin(open, eq(open.userId, users.id))
    .orderBy(asc(users.email))
    .limit(limit);
}

const isActiveAdmin = and(eq(users.role, "admin"), isNull(users.disabledAt));

/** Held to the end of the transaction: two admins that shut each other out take turns. */
export async function lockActiveAdmins(db: DbOrTx): Promise<string[]> {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(isActiveAdmin)
    .orderBy(asc(users.id))
    .for("update");
  return rows.map(({ id }) => id);
}

export async function readAdminNames(db: DbOrTx, limit: number): Promise<string[]> {
  const rows = await db
    .select({ name: users.name })
    .from(users)
    .where(isActiveAdmin)
    .orderBy(asc(users.name))
    .limit(limit);
  return rows.map(({ name }) => name);
}

export async function writeRole(db: DbOrTx, id: string, role: "support" | "admin"): Promise<void> {
  await db.update(users).set({ role, updatedAt: new Date() }).where(eq(users.id, id));
}

/** False when the e-mail address is taken. Both rows or none: call it in a transaction. */
export async function insertAccount(
  db: DbOrTx,
  account: {
    id: string;
    signInId: string;
    name: string;
    email: string;
    role: "support" | "admin";
    passwordHash: string;
    createdBy: string | null;
  },
): Promise<boolean> {
  const made = await db
    .insert(users)
    .values({
      id: account.id,
      name: account.name,
      email: account.email,
      // An admin vouches for it; no mail is sent to prove it.
      emailVerified: true,
      role: account.role,
      createdBy: account.createdBy,
    })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (made.length === 0) return false;
  await db.insert(accounts).values({
    id: account.signInId,
    userId: account.id,
    // The names by which better-auth finds a password.
    providerId: "credential",
    accountId: account.id,
    password: account.passwordHash,
  });
  return true;
}

export async function markAccountDisabled(
  db: DbOrTx,
  id: string,
  disabled: { at: Date; by: string } | null,
): Promise<void> {
  await db
    .update(users)
    .set({
      disabledAt: disabled?.at ?? null,
      disabledBy: disabled?.by ?? null,
      updatedAt: new Date(),
    })
    .where(eq(users.id, id));
}

export async function deleteSessions(db: DbOrTx, userId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.userId, userId));
}

/** Held to the end of the transaction: two first starts on one database make one set of accounts. */
export async function lockSeeding(db: DbOrTx): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('backstitch.seed-accounts'))`);
}

/**
 * Counts an attempt as failed before the password is looked at, in one statement,
 * so that parallel guesses cannot all pass. While the account waits it counts
 * nothing and answers the whole seconds that are left, otherwise null; the wait
 * doubles with each failure beyond the free ones.
 */
export async function countSignInAttempt(
  db: DbOrTx,
  emailHash: string,
  limits: { freeCount: number; firstWaitSeconds: number; maxWaitSeconds: number },
): Promise<number | null> {
  const { failedCount, lastAttemptAt } = signInAttempts;
  const waited = sql`extract(epoch from now() - ${lastAttemptAt})`;
  const wait = sql`least(${limits.maxWaitSeconds}::float8, ${limits.firstWaitSeconds}::float8 * power(2, least(${failedCount} - ${limits.freeCount}::int, 20)))`;
  const counted = await db
    .insert(signInAttempts)
    .values({ emailHash, failedCount: 1, lastAttemptAt: sql`now()` })
    .onConflictDoUpdate({
      target: signInAttempts.emailHash,
      set: {
        failedCount: sql`case when ${waited} > ${limits.maxWaitSeconds}::float8 then 1 else ${failedCount} + 1 end`,
        lastAttemptAt: sql`now()`,
      },
      setWhere: sql`${failedCount} < ${limits.freeCount}::int or ${waited} > ${wait}`,
    })
    .returning({ failedCount });
  if (counted.length > 0) return null;
  const [row] = await db
    .select({ left: sql`greatest(ceil(${wait} - ${waited}), 1)`.mapWith(Number) })
    .from(signInAttempts)
    .where(eq(signInAttempts.emailHash, emailHash))
    .limit(1);
  // Gone meanwhile: somebody has signed in, and the next try is free.
  return row?.left ?? 1;
}

export async function forgetSignInAttempts(db: DbOrTx, emailHash: string): Promise<void> {
  await db.delete(signInAttempts).where(eq(signInAttempts.emailHash, emailHash));
}
