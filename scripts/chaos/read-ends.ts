import type pg from "pg";
import { z } from "zod";
import { PARKED_REASONS, POSITIONS, STEPS } from "#server/saga/types";

const stackStep = z.enum(["order", ...STEPS]);
const instantMs = z.date().transform((at) => at.getTime());

const end = z.object({
  orderUuid: z.uuid(),
  orderNumber: z.string(),
  sagaUuid: z.uuid(),
  state: z.enum(POSITIONS),
  /** What is to be done next, if anything. */
  step: stackStep.nullable(),
  parkedReason: z.enum(PARKED_REASONS).nullable(),
  parkedCode: z.string().nullable(),
  parkedAtMs: instantMs.nullable(),
  failureStep: stackStep.nullable(),
  failureCode: z.string().nullable(),
  failedAtMs: instantMs.nullable(),
  placedAtMs: instantMs,
  noticeState: z.enum(["none", "due", "told", "failed"]),
  noticeCode: z.string().nullable(),
  noticeAtMs: instantMs.nullable(),
  wasShipped: z.boolean(),
  undoRejected: z.boolean(),
});
/** Where one order stands: ids, codes and instants only. */
export type End = z.infer<typeof end>;

const READ = `
  select o.order_uuid as "orderUuid", o.order_number as "orderNumber", g.saga_uuid as "sagaUuid",
         g.state, g.step, g.parked_reason as "parkedReason", g.parked_code as "parkedCode",
         g.parked_at as "parkedAtMs", g.failure_step as "failureStep",
         g.failure_reason as "failureCode", e.failed_at as "failedAtMs",
         g.started_at as "placedAtMs", o.notice_state as "noticeState",
         o.notice_code as "noticeCode", o.notice_at as "noticeAtMs",
         coalesce(e.was_shipped, false) as "wasShipped",
         coalesce(e.undo_rejected, false) as "undoRejected"
  from orders o
  join order_fulfillment_sagas g on g.order_uuid = o.order_uuid
  left join (
    select aggregate_uuid,
           max(occurred_at) filter (where event_type = 'OrderFulfillmentSagaFailed') as failed_at,
           bool_or(event_type = 'ShipmentInitiated') as was_shipped,
           bool_or(event_type = 'CancelRejected') as undo_rejected
    from event_store
    where event_type in ('OrderFulfillmentSagaFailed', 'ShipmentInitiated', 'CancelRejected')
    group by aggregate_uuid
  ) e on e.aggregate_uuid = g.saga_uuid
  order by o.id`;

/** Every order that the database knows, oldest first. */
export async function readEnds(admin: pg.Pool): Promise<End[]> {
  const { rows } = await admin.query(READ);
  return z.array(end).parse(rows);
}
