import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** What a caller may be asked for. Codes are in rows for ever. */
export const CALLER_CHECK_FIELDS = ["birth_date", "zip"] as const;
export const CALLER_CHECK_OUTCOMES = ["match", "no_match", "not_comparable"] as const;

const listed = (codes: readonly string[]) => sql.raw(codes.map((code) => `'${code}'`).join(", "));

/**
 * Who compared what a caller said with which order, when, and whether it fitted;
 * neither what was said nor what is stored. Append-only.
 */
export const callerChecks = pgTable(
  "caller_checks",
  {
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity({
      name: "caller_checks_id_seq",
    }),
    checkUuid: uuid("check_uuid").notNull(),
    // No foreign key: it would lock the saga's row, which the engine writes.
    sagaUuid: uuid("saga_uuid").notNull(),
    actorId: text("actor_id").notNull(),
    field: text("field", { enum: CALLER_CHECK_FIELDS }).notNull(),
    outcome: text("outcome", { enum: CALLER_CHECK_OUTCOMES }).notNull(),
    checkedAt: instant("checked_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "caller_checks_pkey", columns: [table.id] }),
    unique("caller_checks_check_uuid_key").on(table.checkUuid),
    // For the tries of the last hour, and for the order's history.
    index("caller_checks_saga_uuid_checked_at_idx").on(table.sagaUuid, table.checkedAt),
    check("caller_checks_field_check", sql`${table.field} in (${listed(CALLER_CHECK_FIELDS)})`),
    check(
      "caller_checks_outcome_check",
      sql`${table.outcome} in (${listed(CALLER_CHECK_OUTCOMES)})`,
    ),
  ],
);
