import { and, count, desc, eq, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import type { DbOrTx } from "#db/client";
import { partnerActions, partnerChecks, partnerStatus, users } from "#db/schema/index";

export type PartnerStatusRow = typeof partnerStatus.$inferSelect;
export type PartnerActionRow = typeof partnerActions.$inferSelect;
export type HoldablePartner = PartnerStatusRow["partner"];

/** Every partner and direction with the name of whoever holds it: a few rows. */
export async function readPartnerStatus(db: DbOrTx) {
  return db
    .select({ status: partnerStatus, heldByName: users.name })
    .from(partnerStatus)
    .leftJoin(users, eq(users.id, partnerStatus.heldBy))
    .orderBy(partnerStatus.partner, partnerStatus.direction)
    .limit(16);
}

/** True when at least one direction was not on hold before. A hold that stands keeps its author and time. */
export async function markPartnerHeld(
  db: DbOrTx,
  hold: { partner: HoldablePartner; by: string; reason: string },
): Promise<boolean> {
  const held = await db
    .update(partnerStatus)
    .set({
      heldSince: sql`clock_timestamp()`,
      heldBy: hold.by,
      holdReason: hold.reason,
      reopeningSince: null,
    })
    .where(
      and(
        eq(partnerStatus.partner, hold.partner),
        or(isNull(partnerStatus.heldSince), isNotNull(partnerStatus.reopeningSince)),
      ),
    )
    .returning({ direction: partnerStatus.direction });
  return held.length > 0;
}

/**
 * True when it was on hold. Calls leave again once a worker has resumed the
 * orders that waited; with a partner that also refuses our key the hold just
 * ends, and they wait on for the key.
 */
export async function markPartnerReleased(db: DbOrTx, partner: HoldablePartner): Promise<boolean> {
  const { circuitCause } = partnerStatus;
  const held = and(
    eq(partnerStatus.partner, partner),
    isNotNull(partnerStatus.heldSince),
    isNull(partnerStatus.reopeningSince),
  );
  const ended = await db
    .update(partnerStatus)
    .set({ heldSince: null, heldBy: null, holdReason: null })
    .where(and(held, eq(circuitCause, "misconfigured")))
    .returning({ direction: partnerStatus.direction });
  const reopening = await db
    .update(partnerStatus)
    .set({ reopeningSince: sql`clock_timestamp()` })
    .where(and(held, or(isNull(circuitCause), ne(circuitCause, "misconfigured"))))
    .returning({ direction: partnerStatus.direction });
  return ended.length + reopening.length > 0;
}

/** False when this action id was used before: then nothing is written. */
export async function insertPartnerAction(
  db: DbOrTx,
  action: Omit<PartnerActionRow, "createdAt">,
): Promise<boolean> {
  const made = await db
    .insert(partnerActions)
    .values({ ...action, createdAt: sql`clock_timestamp()` })
    .onConflictDoNothing()
    .returning({ actionId: partnerActions.actionId });
  return made.length > 0;
}

export async function findPartnerAction(
  db: DbOrTx,
  actionId: string,
): Promise<PartnerActionRow | undefined> {
  const [row] = await db
    .select()
    .from(partnerActions)
    .where(eq(partnerActions.actionId, actionId))
    .limit(1);
  return row;
}

/** Who did what to partners, newest first. */
export async function readPartnerActions(db: DbOrTx, limit: number) {
  return db
    .select({ action: partnerActions, actorName: users.name })
    .from(partnerActions)
    .leftJoin(users, eq(users.id, partnerActions.actorId))
    .orderBy(desc(partnerActions.createdAt), desc(partnerActions.actionId))
    .limit(limit);
}

/** Orders for which a partner holds something else than we believe. */
export async function countDrifts(db: DbOrTx): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(partnerChecks)
    .where(isNotNull(partnerChecks.drift));
  return row?.count ?? 0;
}
