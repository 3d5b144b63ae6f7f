import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** Who asked for what, on which view of the saga. What became of it is read from the events that follow. */
export const operatorActions = pgTable(
  "operator_actions",
  {
    actionId: uuid("action_id").notNull(),
    kind: text("kind", {
      enum: [
        "retry",
        "undo",
        "resolve",
        "hold",
        "release",
        "told_by_phone",
        "resend_notice",
        "order_again",
      ],
    }).notNull(),
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
      sql`${table.kind} in ('retry', 'undo', 'resolve', 'hold', 'release', 'told_by_phone', 'resend_notice', 'order_again')`,
    ),
    check(
      "operator_actions_decision_check",
      sql`${table.decision} in ('accepted', 'ignored', 'rejected')`,
    ),
  ],
);
