import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** Who asked for what, on which view of the saga. What became of it is read from the events that follow. */
export const operatorActions = pgTable(
  "operator_actions",
  {
    actionId: uuid("action_id").notNull(),
    kind: text("kind", { enum: ["retry", "undo", "resolve", "hold", "release"] }).notNull(),
    sagaUuid: uuid("saga_uuid").notNull(),
    actorId: text("actor_id").notNull(),
    reasonCode: text("reason_code").notNull(),
    /** Free text for colleagues; may name people, so it never leaves this table. */
    note: text("note"),
    revisionSeen: integer("revision_seen").notNull(),
    decision: text("decision", { enum: ["accepted", "ignored", "rejected"] }).notNull(),
    /** Why it was rejected or ignored. */
    decisionCode: text("decision_code"),
    /** The saga's version before this action: its effects are the events after it. */
    versionBefore: integer("version_before").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "operator_actions_pkey", columns: [table.actionId] }),
    index("operator_actions_saga_uuid_created_at_idx").on(table.sagaUuid, table.createdAt),
    check(
      "operator_actions_kind_check",
      sql`${table.kind} in ('retry', 'undo', 'resolve', 'hold', 'release')`,
    ),
    check(
      "operator_actions_decision_check",
      sql`${table.decision} in ('accepted', 'ignored', 'rejected')`,
    ),
  ],
);

/** A partner on hold gets no calls; its orders wait and lose nothing. */
export const partnerStatus = pgTable(
  "partner_status",
  {
    partner: text("partner", {
      enum: ["prescription", "inventory", "carrier", "notifications"],
    }).notNull(),
    direction: text("direction", { enum: ["forward", "undo"] }).notNull(),
    heldSince: instant("held_since"),
    heldBy: text("held_by"),
    holdReason: text("hold_reason"),
  },
  (table) => [
    primaryKey({ name: "partner_status_pkey", columns: [table.partner, table.direction] }),
    check(
      "partner_status_partner_check",
      sql`${table.partner} in ('prescription', 'inventory', 'carrier', 'notifications')`,
    ),
    check("partner_status_direction_check", sql`${table.direction} in ('forward', 'undo')`),
    check(
      "partner_status_hold_check",
      sql`(${table.heldSince} is null) = (${table.heldBy} is null)`,
    ),
  ],
);
