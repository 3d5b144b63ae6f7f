import { and, desc, eq, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import {
  orderFulfillmentSagas,
  orders,
  partnerActions,
  partnerDrifts,
  partnerIncidents,
  partnerStatus,
  upkeepDuties,
  users,
} from "#db/schema/index";

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

/** When circuits were open since `from`, newest first, of the newest `limit` that there are. */
export async function readIncidents(db: DbOrTx, from: Date, limit: number) {
  const newest = await db
    .select()
    .from(partnerIncidents)
    .orderBy(desc(partnerIncidents.startedAt))
    .limit(limit);
  return newest.filter(({ endedAt }) => endedAt === null || endedAt >= from);
}
export type IncidentRow = Awaited<ReturnType<typeof readIncidents>>[number];

const holdRow = z.object({
  partner: z.enum(partnerActions.partner.enumValues),
  kind: z.enum(["hold", "release"]),
  at: z.coerce.date(),
});
/** A hold or release that changed something. */
export type HoldRow = z.infer<typeof holdRow>;

/** What people stopped and opened since `from`, oldest first, after what was so before it. */
export async function readHolds(db: DbOrTx, from: Date, limit: number): Promise<HoldRow[]> {
  const changed = (when: SQL, most: number) => sql`
    (select partner, kind, created_at as at from partner_actions a
     where a.partner = p.partner and a.changed and ${when} order by a.created_at desc limit ${most})`;
  const { rows } = await db.execute(sql`
    select w.* from (select distinct partner from partner_status) p cross join lateral (
      ${changed(sql`a.created_at >= ${from.toISOString()}`, limit)} union all
      ${changed(sql`a.created_at < ${from.toISOString()}`, 1)}) w
    order by w.at`);
  return rows.map((row) => holdRow.parse(row));
}

/** Orders for which a partner holds something else than we believe, oldest first. */
export async function readDrifts(db: DbOrTx, limit: number) {
  return db
    .select({ drift: partnerDrifts, orderNumber: orders.orderNumber })
    .from(partnerDrifts)
    .innerJoin(orderFulfillmentSagas, eq(orderFulfillmentSagas.sagaUuid, partnerDrifts.sagaUuid))
    .innerJoin(orders, eq(orders.orderUuid, orderFulfillmentSagas.orderUuid))
    .orderBy(partnerDrifts.since, partnerDrifts.sagaUuid)
    .limit(limit);
}

export async function readDriftsOf(db: DbOrTx, sagaUuid: string) {
  return db.select().from(partnerDrifts).where(eq(partnerDrifts.sagaUuid, sagaUuid)).limit(3);
}
export type DriftRow = typeof partnerDrifts.$inferSelect;

export async function countDrifts(db: DbOrTx): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(distinct ${partnerDrifts.sagaUuid})::int` })
    .from(partnerDrifts);
  return row?.count ?? 0;
}

const loadRow = z.object({
  step: z.enum(["prescription", "inventory", "shipment"]),
  direction: z.enum(["forward", "undo"]),
  count: z.coerce.number(),
});
/** How many sagas are at each partner, going on by themselves; the cancelling of the order itself is ours. */
export type PartnerLoad = z.infer<typeof loadRow>;

/** Looks at no more than `bound` open sagas, so that a storm of them costs no more than that. */
export async function readPartnerLoads(db: DbOrTx, bound: number): Promise<PartnerLoad[]> {
  const result = await db.execute(sql`
    select step, direction, count(*) as count
    from (select step, direction from order_fulfillment_sagas
          where moving is not null limit ${bound}) open
    where step <> 'order' group by step, direction`);
  return result.rows.map((row) => loadRow.parse(row));
}

/** When a worker last ended this duty of the upkeep. */
export async function readDutyEnd(db: DbOrTx, duty: string): Promise<Date | null> {
  const [row] = await db
    .select({ at: upkeepDuties.lastRunAt })
    .from(upkeepDuties)
    .where(eq(upkeepDuties.duty, duty))
    .limit(1);
  return row?.at ?? null;
}
