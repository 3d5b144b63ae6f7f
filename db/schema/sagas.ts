import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** One saga's whole state: always equal to the fold of its stream. Written by the committer alone. */
export const orderFulfillmentSagas = pgTable(
  "order_fulfillment_sagas",
  {
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity({
      name: "order_fulfillment_sagas_id_seq",
    }),
    sagaUuid: uuid("saga_uuid").notNull(),
    orderUuid: uuid("order_uuid").notNull(),
    state: text("state", {
      enum: [
        "PENDING_PRESCRIPTION",
        "PENDING_INVENTORY_RESERVATION",
        "PENDING_SHIPMENT",
        "COMPLETED",
        "COMPENSATING",
        "CANCELLED",
      ],
    }).notNull(),
    /** Bottom first: [{step, job, status}]; the last `recorded` entry is undone next. */
    compensationStack: jsonb("compensation_stack").notNull(),
    version: integer("version").notNull(),
    /** Rises only with what a person would call a change; actions name the one they saw. */
    revision: integer("revision").notNull(),
    dispatch: integer("dispatch").notNull(),
    /**
     * The earlier dispatch whose job still stands in the queue and serves for this one
     * as well; null: its own. The one column that no event tells of (ADR 38).
     */
    jobDispatch: integer("job_dispatch"),
    /** What the current dispatch is to do; step, direction, gate and next_attempt_at go together. */
    step: text("step", { enum: ["order", "prescription", "inventory", "shipment"] }),
    direction: text("direction", { enum: ["forward", "undo"] }),
    gate: boolean("gate").notNull(),
    nextAttemptAt: instant("next_attempt_at"),
    leaseUntil: instant("lease_until"),
    epoch: integer("epoch").notNull(),
    attempt: integer("attempt").notNull(),
    tries: integer("tries").notNull(),
    inDoubtSince: instant("in_doubt_since"),
    cancelRequestedAt: instant("cancel_requested_at"),
    deadlineAt: instant("deadline_at"),
    parkedReason: text("parked_reason", {
      enum: [
        "RETRIES_EXHAUSTED",
        "OUTCOME_UNKNOWN",
        "COMPENSATION_REFUSED",
        "COMPENSATION_EXHAUSTED",
        "PARTNER_MISCONFIGURED",
        "REQUEST_REFUSED",
        "UNREADABLE_EVENT",
        "HELD_BY_OPERATOR",
      ],
    }),
    parkedAt: instant("parked_at"),
    parkedCode: text("parked_code"),
    failureStep: text("failure_step", { enum: ["order", "prescription", "inventory", "shipment"] }),
    failureReason: text("failure_reason"),
    lastErrorCode: text("last_error_code"),
    lastErrorAt: instant("last_error_at"),
    prescriptionReference: text("prescription_reference"),
    inventoryReference: text("inventory_reference"),
    shipmentReference: text("shipment_reference"),
    trackingNumber: text("tracking_number"),
    startedAt: instant("started_at").notNull(),
    completedAt: instant("completed_at"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    definitionVersion: integer("definition_version").notNull(),
    minReaderVersion: integer("min_reader_version").notNull(),
    /**
     * Which way it goes on by itself; null when it has ended or waits for somebody.
     * Kept for its index alone: unlike state and step it stays the same from one
     * step to the next, so that most updates of a row touch no index at all.
     */
    moving: text("moving", { enum: ["forward", "undo"] }).generatedAlwaysAs(
      sql`case when step is not null and parked_reason is null then direction end`,
    ),
    /** Its state once that is one of the two ends, for the same reason. */
    endedState: text("ended_state", { enum: ["COMPLETED", "CANCELLED"] }).generatedAlwaysAs(
      sql`case when state in ('COMPLETED', 'CANCELLED') then state end`,
    ),
    /** What the partners call their parts of it, once it has ended: found by it, without an index on what each step writes. */
    endedReferences: text("ended_references")
      .array()
      .generatedAlwaysAs(
        sql`case when state in ('COMPLETED', 'CANCELLED') then array_remove(array[prescription_reference, inventory_reference, shipment_reference], null) end`,
      ),
    /**
     * What keeps it from going on, as the key of its failure group: the step, the
     * direction and the code. Null while all goes well, and for what a person or a
     * hold keeps still; so it touches its index only when something fails.
     * server/failures/fingerprint.ts says the same of a saga that is folded.
     */
    trouble: text("trouble").generatedAlwaysAs(
      sql`case when step is not null and parked_reason is distinct from 'HELD_BY_OPERATOR' and coalesce(parked_code, last_error_code, '') <> 'partner_held' and (parked_reason is not null or (last_error_code is not null and (direction = 'forward' or attempt > 0 or tries > 0))) then step || '.' || direction || '.' || coalesce(parked_code, last_error_code, parked_reason) end`,
    ),
  },
  (table) => [
    primaryKey({ name: "order_fulfillment_sagas_pkey", columns: [table.id] }),
    unique("order_fulfillment_sagas_saga_uuid_key").on(table.sagaUuid),
    // One order has one saga.
    unique("order_fulfillment_sagas_order_uuid_key").on(table.orderUuid),
    // Ascending on purpose: Postgres walks it backwards for newest first.
    index("order_fulfillment_sagas_ended_state_id_idx")
      .on(table.endedState, table.id)
      .where(sql`${table.endedState} is not null`),
    // Whatever the position: a void of a completed order is under way too.
    index("order_fulfillment_sagas_moving_id_idx")
      .on(table.moving, table.id)
      .where(sql`${table.moving} is not null`),
    index("order_fulfillment_sagas_trouble_id_idx")
      .on(table.trouble, table.id)
      .where(sql`${table.trouble} is not null`),
    index("order_fulfillment_sagas_deadline_at_idx")
      .on(table.deadlineAt)
      .where(sql`${table.deadlineAt} is not null`),
    // With what the counts and the longest waits ask for: they then read the index alone.
    index("order_fulfillment_sagas_parked_idx")
      .on(table.id, table.parkedReason, table.parkedAt, table.orderUuid)
      .where(sql`${table.parkedReason} is not null`),
    index("order_fulfillment_sagas_ended_references_idx").using("gin", table.endedReferences),
    index("order_fulfillment_sagas_tracking_number_idx")
      .on(table.trackingNumber)
      .where(sql`${table.trackingNumber} is not null`),
    check(
      "order_fulfillment_sagas_state_check",
      sql`${table.state} in ('PENDING_PRESCRIPTION', 'PENDING_INVENTORY_RESERVATION', 'PENDING_SHIPMENT', 'COMPLETED', 'COMPENSATING', 'CANCELLED')`,
    ),
    check(
      "order_fulfillment_sagas_parked_check",
      sql`(${table.parkedReason} is null) = (${table.parkedAt} is null)`,
    ),
    check(
      "order_fulfillment_sagas_parked_reason_check",
      sql`${table.parkedReason} is null or ${table.parkedReason} in ('RETRIES_EXHAUSTED', 'OUTCOME_UNKNOWN', 'COMPENSATION_REFUSED', 'COMPENSATION_EXHAUSTED', 'PARTNER_MISCONFIGURED', 'REQUEST_REFUSED', 'UNREADABLE_EVENT', 'HELD_BY_OPERATOR')`,
    ),
    check(
      "order_fulfillment_sagas_work_check",
      sql`(${table.step} is null) = (${table.direction} is null) and (${table.step} is null) = (${table.nextAttemptAt} is null) and (${table.step} is null) = (${table.leaseUntil} is null)`,
    ),
    check(
      "order_fulfillment_sagas_direction_check",
      sql`${table.direction} is null or ${table.direction} in ('forward', 'undo')`,
    ),
    check(
      "order_fulfillment_sagas_step_check",
      sql`${table.step} is null or ${table.step} in ('order', 'prescription', 'inventory', 'shipment')`,
    ),
    check(
      "order_fulfillment_sagas_job_dispatch_check",
      sql`${table.jobDispatch} is null or (${table.jobDispatch} > 0 and ${table.jobDispatch} < ${table.dispatch})`,
    ),
    check(
      "order_fulfillment_sagas_counts_check",
      sql`${table.version} > 0 and ${table.revision} > 0 and ${table.dispatch} > 0 and ${table.epoch} >= 0 and ${table.attempt} >= 0 and ${table.tries} >= 0`,
    ),
  ],
);
