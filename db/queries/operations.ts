import { and, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { operatorActions, partnerStatus, users } from "#db/schema/index";
import { WORKER_LOCK } from "#db/worker-lock";

export type OperatorActionRow = typeof operatorActions.$inferSelect;
export type HoldablePartner = (typeof partnerStatus.$inferSelect)["partner"];

/** What people asked of a saga, newest first. */
export async function readOperatorActions(
  db: DbOrTx,
  sagaUuid: string,
  limit: number,
): Promise<OperatorActionRow[]> {
  return db
    .select()
    .from(operatorActions)
    .where(eq(operatorActions.sagaUuid, sagaUuid))
    .orderBy(desc(operatorActions.createdAt), desc(operatorActions.actionId))
    .limit(limit);
}

/** The accepted action before which the saga was at most at this version: who moved it on. */
export async function findLatestAcceptedAction(
  db: DbOrTx,
  sagaUuid: string,
  exceptActionId: string,
) {
  const [row] = await db
    .select({ kind: operatorActions.kind, actorName: users.name, at: operatorActions.createdAt })
    .from(operatorActions)
    .leftJoin(users, eq(users.id, operatorActions.actorId))
    .where(
      and(
        eq(operatorActions.sagaUuid, sagaUuid),
        eq(operatorActions.decision, "accepted"),
        sql`${operatorActions.actionId} <> ${exceptActionId}`,
      ),
    )
    .orderBy(desc(operatorActions.createdAt))
    .limit(1);
  return row;
}

export async function readUserNames(
  db: DbOrTx,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, [...ids]))
    .limit(ids.length);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** A few rows at most: partners times directions. */
export async function readHeldPartners(db: DbOrTx) {
  return db
    .select({
      partner: partnerStatus.partner,
      direction: partnerStatus.direction,
      heldSince: partnerStatus.heldSince,
      heldBy: partnerStatus.heldBy,
      heldByName: users.name,
      holdReason: partnerStatus.holdReason,
    })
    .from(partnerStatus)
    .leftJoin(users, eq(users.id, partnerStatus.heldBy))
    .where(isNotNull(partnerStatus.heldSince))
    .limit(16);
}

const DIRECTIONS = ["forward", "undo"] as const;

/** A hold that stands already keeps its author and time. */
export async function markPartnerHeld(
  db: DbOrTx,
  hold: { partner: HoldablePartner; by: string; reason: string },
): Promise<void> {
  await db
    .insert(partnerStatus)
    .values(
      DIRECTIONS.map((direction) => ({
        partner: hold.partner,
        direction,
        heldSince: sql`clock_timestamp()`,
        heldBy: hold.by,
        holdReason: hold.reason,
      })),
    )
    .onConflictDoUpdate({
      target: [partnerStatus.partner, partnerStatus.direction],
      set: { heldSince: sql`excluded.held_since`, heldBy: hold.by, holdReason: hold.reason },
      setWhere: sql`${partnerStatus.heldSince} is null`,
    });
}

/** How many directions were let go: none when the partner was not on hold. */
export async function markPartnerReleased(db: DbOrTx, partner: HoldablePartner): Promise<number> {
  const released = await db
    .update(partnerStatus)
    .set({ heldSince: null, heldBy: null, holdReason: null })
    .where(and(eq(partnerStatus.partner, partner), isNotNull(partnerStatus.heldSince)))
    .returning({ direction: partnerStatus.direction });
  return released.length;
}

const workersRow = z.object({ workers: z.coerce.number() });

/** A worker holds its lock for as long as its session lives, so a dead one is not counted. */
export async function countWorkersAlive(db: DbOrTx): Promise<number> {
  const result = await db.execute(sql`
    select count(*) as workers from pg_locks
    where locktype = 'advisory' and classid = ${WORKER_LOCK} and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())`);
  return workersRow.parse(result.rows[0]).workers;
}
