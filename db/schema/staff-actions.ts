import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

const STAFF_ACTION_KINDS = [
  "account_created",
  "account_role_changed",
  "account_disabled",
  "account_enabled",
  "password_reset",
  "password_changed",
  "sessions_ended",
  "api_key_created",
  "api_key_rotated",
  "api_key_revoked",
  "fault_injected",
  "faults_cleared",
] as const;

const kinds = sql.raw(STAFF_ACTION_KINDS.map((kind) => `'${kind}'`).join(", "));

/** What staff did to accounts, API keys and the bundled partners. Append-only. */
export const staffActions = pgTable(
  "staff_actions",
  {
    actionId: uuid("action_id").notNull(),
    kind: text("kind", { enum: STAFF_ACTION_KINDS }).notNull(),
    actorId: text("actor_id").notNull(),
    /** The account, the API key or the partner that it was done to. */
    subject: text("subject").notNull(),
    /** Codes and numbers only; never a name, a password or a key. */
    details: jsonb("details").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "staff_actions_pkey", columns: [table.actionId] }),
    index("staff_actions_created_at_idx").on(table.createdAt, table.actionId),
    check("staff_actions_kind_check", sql`${table.kind} in (${kinds})`),
    check("staff_actions_details_check", sql`jsonb_typeof(${table.details}) = 'object'`),
  ],
);
