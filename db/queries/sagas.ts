import { desc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { orderFulfillmentSagas, orders, patients } from "#db/schema/index";

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
    locale: patients.locale,
    timeZone: patients.timeZone,
  },
};

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
