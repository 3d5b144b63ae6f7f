import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** Codes are in rows for ever; what each purpose shows is in server/operations/reveal/purposes.ts. */
export const REVEAL_PURPOSES = [
  "customer_on_the_line",
  "delivery_problem",
  "clinical_question",
  "investigation",
  "other",
] as const;

const purposes = sql.raw(REVEAL_PURPOSES.map((purpose) => `'${purpose}'`).join(", "));

/** Who saw the personal data of which order, when and for what; never a word of the data. Append-only. */
export const reveals = pgTable(
  "reveals",
  {
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity({ name: "reveals_id_seq" }),
    revealUuid: uuid("reveal_uuid").notNull(),
    sagaUuid: uuid("saga_uuid").notNull(),
    actorId: text("actor_id").notNull(),
    purpose: text("purpose", { enum: REVEAL_PURPOSES }).notNull(),
    /** Free text for colleagues; may name people, so it never leaves this table but for staff. */
    note: text("note"),
    revealedAt: instant("revealed_at").notNull(),
    /** When the page hides it again. */
    until: instant("until").notNull(),
  },
  (table) => [
    primaryKey({ name: "reveals_pkey", columns: [table.id] }),
    unique("reveals_reveal_uuid_key").on(table.revealUuid),
    index("reveals_saga_uuid_id_idx").on(table.sagaUuid, table.id),
    index("reveals_actor_id_revealed_at_idx").on(table.actorId, table.revealedAt),
    check("reveals_purpose_check", sql`${table.purpose} in (${purposes})`),
    check("reveals_until_check", sql`${table.until} > ${table.revealedAt}`),
  ],
);
