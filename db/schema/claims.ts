import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * Who looks after an order, and until when. A claim runs out by itself at
 * `expires_at` by the database's clock; its row is closed by whoever claims next.
 * No part of the saga: it keeps nobody's action from being carried out.
 */
export const claims = pgTable(
  "claims",
  {
    claimId: uuid("claim_id").notNull(),
    sagaUuid: uuid("saga_uuid").notNull(),
    actorId: text("actor_id").notNull(),
    claimedAt: instant("claimed_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    /** From whom it was taken over, and what was said to it. Free text never leaves this table. */
    takenFrom: text("taken_from"),
    note: text("note"),
    endedAt: instant("ended_at"),
    endedBy: text("ended_by", { enum: ["release", "take_over", "time"] }),
  },
  (table) => [
    primaryKey({ name: "claims_pkey", columns: [table.claimId] }),
    // One an order: of two people who claim at once, one wins.
    uniqueIndex("claims_open_key").on(table.sagaUuid).where(sql`${table.endedAt} is null`),
    // Those that ran out and were never closed lie at one end of these and are not read.
    index("claims_open_expires_at_idx").on(table.expiresAt).where(sql`${table.endedAt} is null`),
    index("claims_open_actor_id_expires_at_idx")
      .on(table.actorId, table.expiresAt)
      .where(sql`${table.endedAt} is null`),
    check("claims_expires_at_check", sql`${table.expiresAt} > ${table.claimedAt}`),
    check("claims_ended_check", sql`(${table.endedAt} is null) = (${table.endedBy} is null)`),
    check(
      "claims_ended_by_check",
      sql`${table.endedBy} is null or ${table.endedBy} in ('release', 'take_over', 'time')`,
    ),
    check("claims_take_over_check", sql`(${table.takenFrom} is null) = (${table.note} is null)`),
  ],
);
