import { desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { orderFulfillmentSagas, orders, patients } from "#db/schema/index";

/** The filters of the console's list. Literals, not parameters: a partial index serves only those. */
export type SagaFilter =
  | "all"
  | "needs_a_person"
  | "in_progress"
  | "undoing"
  | "completed"
  | "cancelled";

const s = orderFulfillmentSagas;

/** A saga's row under its column names, as the fulfilment reads it. */
const sagaColumns = {
  saga_uuid: s.sagaUuid,
  order_uuid: s.orderUuid,
  state: s.state,
  compensation_stack: s.compensationStack,
  version: s.version,
  revision: s.revision,
  dispatch: s.dispatch,
  step: s.step,
  direction: s.direction,
  gate: s.gate,
  next_attempt_at: s.nextAttemptAt,
  lease_until: s.leaseUntil,
  epoch: s.epoch,
  attempt: s.attempt,
  tries: s.tries,
  in_doubt_since: s.inDoubtSince,
  cancel_requested_at: s.cancelRequestedAt,
  deadline_at: s.deadlineAt,
  parked_reason: s.parkedReason,
  parked_at: s.parkedAt,
  parked_code: s.parkedCode,
  failure_step: s.failureStep,
  failure_reason: s.failureReason,
  last_error_code: s.lastErrorCode,
  last_error_at: s.lastErrorAt,
  prescription_reference: s.prescriptionReference,
  inventory_reference: s.inventoryReference,
  shipment_reference: s.shipmentReference,
  tracking_number: s.trackingNumber,
  started_at: s.startedAt,
  completed_at: s.completedAt,
  updated_at: s.updatedAt,
  definition_version: s.definitionVersion,
  min_reader_version: s.minReaderVersion,
};

const shownColumns = {
  id: s.id,
  saga: sagaColumns,
  order: {
    orderUuid: orders.orderUuid,
    orderNumber: orders.orderNumber,
    externalOrderId: orders.externalOrderId,
    replacesOrderId: orders.replacesOrderId,
    lineCount: orders.lineCount,
    shipToCity: orders.shipToCity,
    shipToState: orders.shipToState,
    noticeKind: orders.noticeKind,
    noticeState: orders.noticeState,
    noticeCode: orders.noticeCode,
    noticeAt: orders.noticeAt,
    createdAt: orders.createdAt,
    updatedAt: orders.updatedAt,
  },
  patient: {
    givenNames: patients.givenNames,
    familyName: patients.familyName,
    birthDate: patients.birthDate,
    email: patients.email,
    phone: patients.phone,
  },
};

const idRow = z.object({ id: z.coerce.number() });

/** The ids of one page, newest first, below `beforeId`. */
export async function readSagaIds(
  db: DbOrTx,
  page: { filter: SagaFilter; beforeId: number | null; limit: number },
): Promise<number[]> {
  const below = page.beforeId === null ? sql`` : sql`and s.id < ${page.beforeId}`;
  const rows = await db.execute(
    sql`select id from (${matching(page.filter, below, sql`limit ${page.limit}`)}) as found
        order by id desc limit ${page.limit}`,
  );
  return rows.rows.map((row) => idRow.parse(row).id);
}

/**
 * The sagas of a filter. Each branch walks one index backwards and stops at its
 * own limit: a list of states in one condition would have to sort all of them.
 */
function matching(filter: SagaFilter, below: SQL, limit: SQL): SQL {
  const walk = (where: SQL) =>
    sql`(select s.id from order_fulfillment_sagas s where ${where} ${below} order by s.id desc ${limit})`;
  switch (filter) {
    case "all":
      return walk(sql`true`);
    case "needs_a_person":
      return sql`
        ${walk(sql`s.parked_reason is not null and s.parked_reason <> 'HELD_BY_OPERATOR'`)}
        union
        (select s.id from orders o join order_fulfillment_sagas s on s.order_uuid = o.order_uuid
         where o.notice_state = 'failed'
           -- A message that an undo has overtaken is nobody's business any more.
           and (o.notice_kind, s.state) in (('shipped', 'COMPLETED'), ('cancelled', 'CANCELLED'))
           ${below}
         order by s.id desc ${limit})`;
    case "in_progress":
      // At the shipment an undo may be asked for while the order is still on its way.
      return sql`
        ${walk(sql`s.moving = 'forward' and s.state like 'PENDING%'`)}
        union all
        ${walk(sql`s.moving = 'undo' and s.state like 'PENDING%'`)}`;
    case "undoing":
      return walk(sql`s.moving = 'undo' and s.state = 'COMPENSATING'`);
    case "completed":
      return walk(sql`s.ended_state = 'COMPLETED'`);
    case "cancelled":
      return walk(sql`s.ended_state = 'CANCELLED'`);
  }
}

const countRow = z.object({ count: z.coerce.number() });

/** Counts no further than `bound`, so that a million rows cost what ten thousand do. */
export async function countSagas(db: DbOrTx, filter: SagaFilter, bound: number): Promise<number> {
  const all = matching(filter, sql``, sql`limit ${bound}`);
  const result = await db.execute(
    sql`select count(*) as count from (select 1 from (${all}) as found limit ${bound}) as bounded`,
  );
  return countRow.parse(result.rows[0]).count;
}

/** The rows of a page. Personal data is in them: mask before anything leaves the server. */
export async function readShownOrders(db: DbOrTx, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return shownOrders(db)
    .where(inArray(s.id, [...ids]))
    .orderBy(desc(s.id))
    .limit(ids.length);
}
export type ShownOrderRow = Awaited<ReturnType<typeof readShownOrders>>[number];

export async function findShownOrder(
  db: DbOrTx,
  orderNumber: string,
): Promise<ShownOrderRow | undefined> {
  const [row] = await shownOrders(db).where(eq(orders.orderNumber, orderNumber)).limit(1);
  return row;
}

function shownOrders(db: DbOrTx) {
  return db
    .select(shownColumns)
    .from(s)
    .innerJoin(orders, eq(orders.orderUuid, s.orderUuid))
    .innerJoin(patients, eq(patients.orderUuid, s.orderUuid));
}

const clockRow = z.object({ nowMs: z.number() });

/** The clock that leases and due times were written by; a web server's own may differ. */
export async function readClock(db: DbOrTx): Promise<number> {
  const result = await db.execute(
    sql`select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs"`,
  );
  return clockRow.parse(result.rows[0]).nowMs;
}

/** A saga as it is now, for the words of a refusal. */
export async function findSagaStanding(db: DbOrTx, sagaUuid: string) {
  const [row] = await shownOrders(db).where(eq(s.sagaUuid, sagaUuid)).limit(1);
  return row;
}
