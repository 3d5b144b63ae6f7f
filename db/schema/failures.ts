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

/**
 * Failures that are the same: one row for each step, direction and code, counted
 * from the events by a worker's duty. What people know about it stands here too,
 * and stays when its orders are retried.
 */
export const failureGroups = pgTable(
  "failure_groups",
  {
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity({
      name: "failure_groups_id_seq",
    }),
    fingerprint: text("fingerprint").notNull(),
    step: text("step", { enum: ["order", "prescription", "inventory", "shipment"] }).notNull(),
    direction: text("direction", { enum: ["forward", "undo"] }).notNull(),
    code: text("code").notNull(),
    firstSeenAt: instant("first_seen_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    /** Tries that failed so, ever; and the orders that they belonged to. */
    attemptCount: bigint("attempt_count", { mode: "number" }).default(0).notNull(),
    orderCount: bigint("order_count", { mode: "number" }).default(0).notNull(),
    status: text("status", {
      enum: ["new", "came_back", "known", "waiting_for_partner", "fixed", "ignored"],
    })
      .default("new")
      .notNull(),
    statusAt: instant("status_at").notNull(),
    /** The version that fixes it. */
    fixedIn: text("fixed_in"),
    /** Null with `ignored`: for good. */
    ignoredUntil: instant("ignored_until"),
    ownerId: text("owner_id"),
    /** Rises with each change of status or owner; whoever changes one names what they saw. */
    revision: integer("revision").default(1).notNull(),
  },
  (table) => [
    primaryKey({ name: "failure_groups_pkey", columns: [table.id] }),
    unique("failure_groups_fingerprint_key").on(table.fingerprint),
    index("failure_groups_last_seen_at_idx").on(table.lastSeenAt),
    check(
      "failure_groups_status_check",
      sql`${table.status} in ('new', 'came_back', 'known', 'waiting_for_partner', 'fixed', 'ignored')`,
    ),
    check(
      "failure_groups_step_check",
      sql`${table.step} in ('order', 'prescription', 'inventory', 'shipment')`,
    ),
    check("failure_groups_direction_check", sql`${table.direction} in ('forward', 'undo')`),
    check(
      "failure_groups_counts_check",
      sql`${table.attemptCount} >= 0 and ${table.orderCount} >= 0 and ${table.revision} > 0`,
    ),
  ],
);

/** Tries that failed in one hour of UTC. */
export const failureGroupHours = pgTable(
  "failure_group_hours",
  {
    groupId: bigint("group_id", { mode: "number" }).notNull(),
    hour: instant("hour").notNull(),
    attempts: integer("attempts").notNull(),
  },
  (table) => [
    primaryKey({ name: "failure_group_hours_pkey", columns: [table.groupId, table.hour] }),
    foreignKey({
      name: "failure_group_hours_group_id_fkey",
      columns: [table.groupId],
      foreignColumns: [failureGroups.id],
    }),
    check("failure_group_hours_attempts_check", sql`${table.attempts} > 0`),
  ],
);

/** Which orders ever failed so, that each is counted once. */
export const failureGroupOrders = pgTable(
  "failure_group_orders",
  {
    groupId: bigint("group_id", { mode: "number" }).notNull(),
    sagaUuid: uuid("saga_uuid").notNull(),
  },
  (table) => [
    primaryKey({ name: "failure_group_orders_pkey", columns: [table.groupId, table.sagaUuid] }),
    foreignKey({
      name: "failure_group_orders_group_id_fkey",
      columns: [table.groupId],
      foreignColumns: [failureGroups.id],
    }),
  ],
);

/** What people wrote about a group, and how it went on. Free text may name people, so it never leaves this table. */
export const failureGroupNotes = pgTable(
  "failure_group_notes",
  {
    noteId: uuid("note_id").notNull(),
    groupId: bigint("group_id", { mode: "number" }).notNull(),
    kind: text("kind", { enum: ["note", "status", "came_back"] }).notNull(),
    /** Null: the system noticed it. */
    authorId: text("author_id"),
    /** The status that was set, or that it came back from. */
    status: text("status"),
    fixedIn: text("fixed_in"),
    ignoredUntil: instant("ignored_until"),
    note: text("note"),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "failure_group_notes_pkey", columns: [table.noteId] }),
    foreignKey({
      name: "failure_group_notes_group_id_fkey",
      columns: [table.groupId],
      foreignColumns: [failureGroups.id],
    }),
    index("failure_group_notes_group_id_created_at_idx").on(table.groupId, table.createdAt),
    check("failure_group_notes_kind_check", sql`${table.kind} in ('note', 'status', 'came_back')`),
  ],
);
