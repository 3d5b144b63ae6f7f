import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { claims, users } from "#db/schema/index";

const from = alias(users, "from_user");

const columns = {
  claimId: claims.claimId,
  sagaUuid: claims.sagaUuid,
  actorId: claims.actorId,
  actorName: users.name,
  claimedAt: claims.claimedAt,
  expiresAt: claims.expiresAt,
  takenFrom: claims.takenFrom,
  takenFromName: from.name,
  note: claims.note,
};

/** The claims on these orders that have not run out. */
export async function readOpenClaims(db: DbOrTx, sagaUuids: readonly string[]) {
  if (sagaUuids.length === 0) return [];
  return db
    .select(columns)
    .from(claims)
    .leftJoin(users, eq(users.id, claims.actorId))
    .leftJoin(from, eq(from.id, claims.takenFrom))
    .where(
      and(
        inArray(claims.sagaUuid, [...sagaUuids]),
        isNull(claims.endedAt),
        sql`${claims.expiresAt} > clock_timestamp()`,
      ),
    )
    .limit(sagaUuids.length);
}
export type ClaimRow = Awaited<ReturnType<typeof readOpenClaims>>[number];

const standing = z.object({ sagaUuid: z.string(), mark: z.string() });

/** Every claim that stands, by its order: a few rows, found by the index of those that do. */
export async function readStandingClaims(
  db: DbOrTx,
  limit: number,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.execute(sql`
    select saga_uuid as "sagaUuid", claim_id || ' ' || expires_at as mark
    from claims where ended_at is null and expires_at > now()
    order by expires_at limit ${limit}`);
  return new Map(
    rows.map((row) => {
      const { sagaUuid, mark } = standing.parse(row);
      return [sagaUuid, mark];
    }),
  );
}

/** Closes a claim that ran out, so that another may be made. */
export async function closeLapsedClaim(tx: DbOrTx, sagaUuid: string): Promise<void> {
  await tx
    .update(claims)
    .set({ endedAt: sql`${claims.expiresAt}`, endedBy: "time" })
    .where(
      and(
        eq(claims.sagaUuid, sagaUuid),
        isNull(claims.endedAt),
        sql`${claims.expiresAt} <= clock_timestamp()`,
      ),
    );
}

export type NewClaim = {
  claimId: string;
  sagaUuid: string;
  actorId: string;
  minutes: number;
  takenFrom: string | null;
  note: string | null;
};

/** False when somebody has the order: of two inserts at once the second waits for the first. */
export async function insertClaim(tx: DbOrTx, { minutes, ...claim }: NewClaim): Promise<boolean> {
  const inserted = await tx
    .insert(claims)
    .values({
      ...claim,
      claimedAt: sql`clock_timestamp()`,
      expiresAt: sql`clock_timestamp() + ${minutes} * interval '1 minute'`,
    })
    .onConflictDoNothing()
    .returning({ claimId: claims.claimId });
  return inserted.length > 0;
}

/** Whose claim was closed; undefined when it was closed before. */
export async function closeClaim(
  tx: DbOrTx,
  {
    claimId,
    sagaUuid,
    endedBy,
  }: { claimId: string; sagaUuid: string; endedBy: "release" | "take_over" },
): Promise<{ actorId: string } | undefined> {
  const [closed] = await tx
    .update(claims)
    .set({ endedAt: sql`clock_timestamp()`, endedBy })
    .where(and(eq(claims.claimId, claimId), eq(claims.sagaUuid, sagaUuid), isNull(claims.endedAt)))
    .returning({ actorId: claims.actorId });
  return closed;
}

/** Whoever works on the order keeps it; a claim of nobody, or of another, stays as it is. */
export async function extendClaim(
  db: DbOrTx,
  { sagaUuid, actorId, minutes }: { sagaUuid: string; actorId: string; minutes: number },
): Promise<void> {
  await db
    .update(claims)
    .set({
      expiresAt: sql`greatest(${claims.expiresAt}, clock_timestamp() + ${minutes} * interval '1 minute')`,
    })
    .where(
      and(
        eq(claims.sagaUuid, sagaUuid),
        eq(claims.actorId, actorId),
        isNull(claims.endedAt),
        sql`${claims.expiresAt} > clock_timestamp()`,
      ),
    );
}
