import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { failureGroups } from "./failures.ts";

/** One deed for many orders: asked for once, done in stages by whichever worker has the duty, and able to stop itself. */
export const bulkOperations = pgTable(
  "bulk_operations",
  {
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity({
      name: "bulk_operations_id_seq",
    }),
    /** Made by the page; the same one again is the same operation. */
    bulkUuid: uuid("bulk_uuid").notNull(),
    kind: text("kind", { enum: ["retry", "undo"] }).notNull(),
    /** The failure group whose orders these were; null for a set that was chosen by hand. */
    groupId: bigint("group_id", { mode: "number" }),
    /** More orders were in the group than one operation holds. */
    leftOut: integer("left_out").default(0).notNull(),
    state: text("state", {
      enum: ["frozen", "running", "paused", "stopped", "stopped_itself", "done"],
    }).notNull(),
    stateAt: instant("state_at").notNull(),
    /** Who changed the state last; null: the system. */
    stateBy: text("state_by"),
    /** Why it stopped itself. */
    stopCode: text("stop_code", { enum: ["same_error", "new_errors"] }),
    askedBy: text("asked_by").notNull(),
    reasonCode: text("reason_code"),
    /** Free text for colleagues; may name people, so it never leaves this table and operator_actions. */
    note: text("note"),
    perMinute: integer("per_minute").default(30).notNull(),
    /** It stops when more orders than this get the same error again, or an error of another kind. */
    sameErrorLimit: integer("same_error_limit").default(1).notNull(),
    newErrorLimit: integer("new_error_limit").default(3).notNull(),
    frozenAt: instant("frozen_at").notNull(),
    startedAt: instant("started_at"),
    /** The stage that is being asked for. */
    stage: integer("stage").default(1).notNull(),
  },
  (table) => [
    primaryKey({ name: "bulk_operations_pkey", columns: [table.id] }),
    unique("bulk_operations_bulk_uuid_key").on(table.bulkUuid),
    foreignKey({
      name: "bulk_operations_group_id_fkey",
      columns: [table.groupId],
      foreignColumns: [failureGroups.id],
    }),
    index("bulk_operations_group_id_idx")
      .on(table.groupId, table.id)
      .where(sql`${table.groupId} is not null`),
    index("bulk_operations_running_idx").on(table.id).where(sql`${table.state} = 'running'`),
    index("bulk_operations_frozen_idx").on(table.frozenAt).where(sql`${table.state} = 'frozen'`),
    check("bulk_operations_kind_check", sql`${table.kind} in ('retry', 'undo')`),
    check(
      "bulk_operations_state_check",
      sql`${table.state} in ('frozen', 'running', 'paused', 'stopped', 'stopped_itself', 'done')`,
    ),
    check(
      "bulk_operations_stop_check",
      sql`(${table.state} = 'stopped_itself') = (${table.stopCode} is not null)`,
    ),
    check(
      "bulk_operations_started_check",
      sql`(${table.state} = 'frozen') = (${table.startedAt} is null) and (${table.state} = 'frozen' or ${table.reasonCode} is not null)`,
    ),
    check(
      "bulk_operations_limits_check",
      sql`${table.perMinute} between 1 and 600 and ${table.sameErrorLimit} between 0 and 5 and ${table.newErrorLimit} between 0 and 20 and ${table.stage} between 1 and 4`,
    ),
  ],
);

/** The frozen set: each order with the revision that was seen, and what became of it. */
export const bulkOperationOrders = pgTable(
  "bulk_operation_orders",
  {
    bulkId: bigint("bulk_id", { mode: "number" }).notNull(),
    ordinal: integer("ordinal").notNull(),
    sagaUuid: uuid("saga_uuid").notNull(),
    orderNumber: text("order_number").notNull(),
    revision: integer("revision").notNull(),
    /** 1 to 4; null for one that is skipped. */
    stage: integer("stage"),
    state: text("state", {
      enum: [
        "untouched",
        "asked",
        "fixed",
        "same_error",
        "new_error",
        "refused",
        "no_effect",
        "skipped",
      ],
    }).notNull(),
    /** Why it is skipped, or what became of it: a sentence of the catalogue, which may name a colleague and never a customer. */
    outcome: text("outcome"),
    askedAt: instant("asked_at"),
    pickedUpAt: instant("picked_up_at"),
    ranAt: instant("ran_at"),
    closedAt: instant("closed_at"),
  },
  (table) => [
    primaryKey({ name: "bulk_operation_orders_pkey", columns: [table.bulkId, table.ordinal] }),
    unique("bulk_operation_orders_bulk_id_saga_uuid_key").on(table.bulkId, table.sagaUuid),
    foreignKey({
      name: "bulk_operation_orders_bulk_id_fkey",
      columns: [table.bulkId],
      foreignColumns: [bulkOperations.id],
    }).onDelete("cascade"),
    index("bulk_operation_orders_asked_idx").on(table.bulkId).where(sql`${table.state} = 'asked'`),
    check(
      "bulk_operation_orders_state_check",
      sql`${table.state} in ('untouched', 'asked', 'fixed', 'same_error', 'new_error', 'refused', 'no_effect', 'skipped')`,
    ),
    check(
      "bulk_operation_orders_stage_check",
      sql`(${table.state} = 'skipped') = (${table.stage} is null) and (${table.stage} is null or ${table.stage} between 1 and 4)`,
    ),
    check(
      "bulk_operation_orders_asked_check",
      sql`(${table.state} in ('untouched', 'skipped')) = (${table.askedAt} is null)`,
    ),
  ],
);
