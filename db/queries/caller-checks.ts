import { and, desc, eq, gt, ne, sql } from "drizzle-orm";
import type { DbOrTx } from "#db/client";
import { callerChecks, orderFulfillmentSagas, orders, patients, users } from "#db/schema/index";

type CallerCheck = typeof callerChecks.$inferSelect;
export type CallerCheckField = CallerCheck["field"];
export type CallerCheckOutcome = CallerCheck["outcome"];

/** The first number of the lock; the second is made from the order. No other lock begins with it. */
const CALLER_CHECK_LOCK = 4243;

/**
 * Held to the end of the transaction: checks of one order come one after the other.
 * It is on nothing that the engine writes; two orders that share its number only wait a moment.
 */
export async function lockCallerChecks(tx: DbOrTx, sagaUuid: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${CALLER_CHECK_LOCK}, hashtext(${sagaUuid}))`);
}

/** What a caller can be compared with. Personal data: for no log, event or answer. */
export async function findCallerFacts(db: DbOrTx, sagaUuid: string) {
  const [found] = await db
    .select({ birthDate: patients.birthDate, postalCode: orders.shipToPostalCode })
    .from(orderFulfillmentSagas)
    .innerJoin(orders, eq(orders.orderUuid, orderFulfillmentSagas.orderUuid))
    .innerJoin(patients, eq(patients.orderUuid, orders.orderUuid))
    .where(eq(orderFulfillmentSagas.sagaUuid, sagaUuid))
    .limit(1);
  return found;
}
export type CallerFacts = NonNullable<Awaited<ReturnType<typeof findCallerFacts>>>;

export async function findCallerCheck(db: DbOrTx, checkUuid: string) {
  const [found] = await db
    .select()
    .from(callerChecks)
    .where(eq(callerChecks.checkUuid, checkUuid))
    .limit(1);
  return found;
}

/** When somebody tried within the last hour, oldest first. Where nothing could be compared nobody learned anything: no try. */
export async function readTriesOfHour(
  db: DbOrTx,
  sagaUuid: string,
  limit: number,
): Promise<Date[]> {
  const rows = await db
    .select({ at: callerChecks.checkedAt })
    .from(callerChecks)
    .where(
      and(
        eq(callerChecks.sagaUuid, sagaUuid),
        gt(callerChecks.checkedAt, sql`clock_timestamp() - interval '1 hour'`),
        ne(callerChecks.outcome, "not_comparable"),
      ),
    )
    .orderBy(desc(callerChecks.checkedAt))
    .limit(limit);
  return rows.map(({ at }) => at).reverse();
}

/** The row as it stands, by the database's clock. */
export async function keepCallerCheck(
  tx: DbOrTx,
  check: Omit<CallerCheck, "id" | "checkedAt">,
): Promise<CallerCheck> {
  const [row] = await tx
    .insert(callerChecks)
    .values({ ...check, checkedAt: sql`clock_timestamp()` })
    .returning();
  if (!row) throw new Error("Bug: the caller check was not kept");
  return row;
}

/** Who compared what with an order, newest first. */
export async function readCallerChecks(db: DbOrTx, sagaUuid: string, limit: number) {
  return db
    .select({
      id: callerChecks.id,
      actorName: users.name,
      field: callerChecks.field,
      outcome: callerChecks.outcome,
      checkedAt: callerChecks.checkedAt,
    })
    .from(callerChecks)
    .leftJoin(users, eq(users.id, callerChecks.actorId))
    .where(eq(callerChecks.sagaUuid, sagaUuid))
    .orderBy(desc(callerChecks.checkedAt), desc(callerChecks.id))
    .limit(limit);
}
export type CallerCheckRow = Awaited<ReturnType<typeof readCallerChecks>>[number];

/** The newest of all orders. */
export async function readNewestCallerChecks(db: DbOrTx, limit: number) {
  return db
    .select({
      checkUuid: callerChecks.checkUuid,
      actorName: users.name,
      orderNumber: orders.orderNumber,
      field: callerChecks.field,
      outcome: callerChecks.outcome,
      checkedAt: callerChecks.checkedAt,
    })
    .from(callerChecks)
    .leftJoin(users, eq(users.id, callerChecks.actorId))
    .leftJoin(orderFulfillmentSagas, eq(orderFulfillmentSagas.sagaUuid, callerChecks.sagaUuid))
    .leftJoin(orders, eq(orders.orderUuid, orderFulfillmentSagas.orderUuid))
    .orderBy(desc(callerChecks.id))
    .limit(limit);
}
