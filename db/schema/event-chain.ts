import { sql } from "drizzle-orm";
import { bigint, check, integer, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { sha256 } from "./columns.ts";

/**
 * One link for each transaction that appended events: what they were (`digest`),
 * and that nothing before them has changed since (`hash`, over the link before).
 * Append-only like the events themselves. What both hashes are taken of is in
 * server/fulfillment/chain-digest.ts.
 */
export const eventChain = pgTable(
  "event_chain",
  {
    lastId: bigint("last_id", { mode: "number" }).notNull(),
    firstId: bigint("first_id", { mode: "number" }).notNull(),
    eventCount: integer("event_count").notNull(),
    digest: sha256("digest").notNull(),
    hash: sha256("hash").notNull(),
  },
  (table) => [
    primaryKey({ name: "event_chain_pkey", columns: [table.lastId] }),
    check(
      "event_chain_ids_check",
      sql`${table.firstId} > 0 and ${table.lastId} - ${table.firstId} + 1 = ${table.eventCount}`,
    ),
    check("event_chain_event_count_check", sql`${table.eventCount} > 0`),
    check("event_chain_digest_check", sql`octet_length(${table.digest}) = 32`),
    check("event_chain_hash_check", sql`octet_length(${table.hash}) = 32`),
  ],
);
