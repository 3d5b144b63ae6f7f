import { and, asc, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import {
  bulkOperationOrders,
  bulkOperations,
  operatorActions,
  orderFulfillmentSagas,
  users,
} from "#db/schema/index";
import type { OperatorActionRow } from "./operations.ts";

export type BulkRow = typeof bulkOperations.$inferSelect;
export type BulkOrderRow = typeof bulkOperationOrders.$inferSelect;
type NewBulk = typeof bulkOperations.$inferInsert;
type NewBulkOrder = Omit<typeof bulkOperationOrders.$inferInsert, "bulkId">;

const b = bulkOperations;
const o = bulkOperationOrders;

/** Keeps a frozen set; answers the operation that the same id made before, if it did. */
export async function insertBulk(
  tx: DbOrTx,
  bulk: NewBulk,
  orders: readonly NewBulkOrder[],
): Promise<number> {
  const [made] = await tx.insert(b).values(bulk).onConflictDoNothing().returning({ id: b.id });
  if (!made) {
    const [known] = await tx
      .select({ id: b.id })
      .from(b)
      .where(eq(b.bulkUuid, bulk.bulkUuid))
      .limit(1);
    if (!known) throw new Error("Bug: a bulk operation that is neither there nor made");
    return known.id;
  }
  if (orders.length > 0) {
    await tx.insert(o).values(orders.map((order) => ({ bulkId: made.id, ...order })));
  }
  return made.id;
}

const changer = alias(users, "changer");

/** An operation with the names of who asked for it and who changed it last. */
export async function findBulk(db: DbOrTx, id: number) {
  const [row] = await db
    .select({ bulk: bulkOperations, askedByName: users.name, stateByName: changer.name })
    .from(bulkOperations)
    .leftJoin(users, eq(users.id, b.askedBy))
    .leftJoin(changer, eq(changer.id, b.stateBy))
    .where(eq(b.id, id))
    .limit(1);
  return row;
}

/** All orders of an operation, in their order: there is a bound on how many one holds. */
export async function readBulkOrders(db: DbOrTx, bulkId: number): Promise<BulkOrderRow[]> {
  return db.select().from(o).where(eq(o.bulkId, bulkId)).orderBy(asc(o.ordinal));
}

/** The newest operation that was started on a group's orders. */
export async function findNewestBulkOfGroup(db: DbOrTx, groupId: number) {
  const [row] = await db
    .select({ id: b.id })
    .from(b)
    .where(and(eq(b.groupId, groupId), sql`${b.state} <> 'frozen'`))
    .orderBy(desc(b.id))
    .limit(1);
  return row;
}

/** The keys of the sagas' rows; one that is not there is absent. */
export async function readIdsOfSagas(db: DbOrTx, sagaUuids: readonly string[]): Promise<number[]> {
  if (sagaUuids.length === 0) return [];
  const rows = await db
    .select({ id: orderFulfillmentSagas.id })
    .from(orderFulfillmentSagas)
    .where(inArray(orderFulfillmentSagas.sagaUuid, [...sagaUuids]))
    .limit(sagaUuids.length);
  return rows.map(({ id }) => id);
}

/** What those rows are called outside of the tables, in the order that is given. */
export async function readUuidsOfSagas(db: DbOrTx, ids: readonly number[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: orderFulfillmentSagas.id, sagaUuid: orderFulfillmentSagas.sagaUuid })
    .from(orderFulfillmentSagas)
    .where(inArray(orderFulfillmentSagas.id, [...ids]))
    .limit(ids.length);
  const byId = new Map(rows.map(({ id, sagaUuid }) => [id, sagaUuid]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** True when it was in one of the states that this may follow. */
export async function moveBulk(
  db: DbOrTx,
  id: number,
  {
    from,
    ...change
  }: { from: BulkRow["state"][] } & Pick<BulkRow, "state" | "stateBy"> &
    Partial<
      Pick<
        BulkRow,
        "stopCode" | "reasonCode" | "note" | "perMinute" | "sameErrorLimit" | "newErrorLimit"
      >
    >,
): Promise<boolean> {
  const moved = await db
    .update(b)
    .set({
      ...change,
      stateAt: sql`clock_timestamp()`,
      startedAt: sql`coalesce(${b.startedAt}, clock_timestamp())`,
    })
    .where(and(eq(b.id, id), inArray(b.state, from)))
    .returning({ id: b.id });
  return moved.length > 0;
}

/** What nobody started is forgotten: it asked for nothing. */
export async function forgetFrozen(db: DbOrTx, before: Date): Promise<void> {
  await db.delete(b).where(and(sql`${b.state} = 'frozen'`, lt(b.frozenAt, before)));
}

/** True while an operation runs or waits for what became of an order. */
export async function hasBulkWork(db: DbOrTx): Promise<boolean> {
  const result = await db.execute(sql`
    select exists (select 1 from bulk_operations where state = 'running')
      or exists (select 1 from bulk_operation_orders where state = 'asked') as "hasWork"`);
  return z.object({ hasWork: z.boolean() }).parse(result.rows[0]).hasWork;
}

/** The operations that have something to do, oldest first. */
export async function readWorkingBulks(db: DbOrTx, limit: number): Promise<BulkRow[]> {
  const found = await db.execute(sql`
    select id from bulk_operations where state = 'running'
    union select bulk_id from bulk_operation_orders where state = 'asked'
    order by id limit ${limit}`);
  const ids = found.rows.map((row) => idRow.parse(row).id);
  if (ids.length === 0) return [];
  return db.select().from(b).where(inArray(b.id, ids)).orderBy(asc(b.id)).limit(limit);
}

const idRow = z.object({ id: z.coerce.number() });

export async function readAskedOrders(db: DbOrTx, bulkId: number): Promise<BulkOrderRow[]> {
  return db
    .select()
    .from(o)
    .where(and(eq(o.bulkId, bulkId), sql`${o.state} = 'asked'`))
    .orderBy(asc(o.ordinal));
}

export async function readActions(
  db: DbOrTx,
  actionIds: readonly string[],
): Promise<OperatorActionRow[]> {
  if (actionIds.length === 0) return [];
  return db
    .select()
    .from(operatorActions)
    .where(inArray(operatorActions.actionId, [...actionIds]))
    .limit(actionIds.length);
}

/** What became of one order is written once: a second worker changes nothing. */
export async function closeBulkOrder(
  db: DbOrTx,
  {
    bulkId,
    ordinal,
    ...outcome
  }: Pick<
    BulkOrderRow,
    "bulkId" | "ordinal" | "state" | "outcome" | "pickedUpAt" | "ranAt" | "closedAt"
  >,
): Promise<void> {
  await db
    .update(o)
    .set(outcome)
    .where(and(eq(o.bulkId, bulkId), eq(o.ordinal, ordinal), sql`${o.state} = 'asked'`));
}

/**
 * Writes that the next orders of the stage are being asked for, before any is: a
 * worker that is killed then leaves what another asks again under the same action.
 * None unless the operation still runs, as somebody may have stopped it just now.
 */
export async function markAsked(
  db: DbOrTx,
  { bulkId, stage, limit }: { bulkId: number; stage: number; limit: number },
): Promise<void> {
  await db.execute(sql`
    with running as (
      select id from bulk_operations where id = ${bulkId} and state = 'running' for share
    ), next as (
      select n.bulk_id, n.ordinal from bulk_operation_orders n, running
      where n.bulk_id = running.id and n.stage = ${stage} and n.state = 'untouched'
      order by n.ordinal limit ${limit} for update of n)
    update bulk_operation_orders t set state = 'asked', asked_at = clock_timestamp()
    from next where t.bulk_id = next.bulk_id and t.ordinal = next.ordinal`);
}

const tallyRow = z.object({
  stage: z.number(),
  state: z.enum(["untouched", "asked", "fixed", "same_error", "new_error", "refused", "no_effect"]),
  count: z.number(),
  lately: z.number(),
});
export type BulkTally = z.infer<typeof tallyRow>;

/** How many orders of each stage are in each state, and how many of them were asked for in the last minute. */
export async function tallyBulk(db: DbOrTx, bulkId: number): Promise<BulkTally[]> {
  const result = await db.execute(sql`
    select stage, state, count(*)::int as count,
      count(*) filter (where asked_at > clock_timestamp() - interval '1 minute')::int as lately
    from bulk_operation_orders where bulk_id = ${bulkId} and stage is not null
    group by stage, state`);
  return result.rows.map((row) => tallyRow.parse(row));
}

export async function moveToStage(db: DbOrTx, bulkId: number, stage: number): Promise<void> {
  await db
    .update(b)
    .set({ stage })
    .where(and(eq(b.id, bulkId), lt(b.stage, stage)));
}
