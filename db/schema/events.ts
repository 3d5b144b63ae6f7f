import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * Every fact, for ever. Append-only by grants and by triggers (see the
 * migration). `id` is in commit order: each append takes a transaction lock
 * first, so a reader of `id > cursor` never skips; ids may have gaps.
 */
export const eventStore = pgTable(
  "event_store",
  {
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity({ name: "event_store_id_seq" }),
    aggregateUuid: uuid("aggregate_uuid").notNull(),
    aggregateType: text("aggregate_type", { enum: ["order", "order_fulfillment_saga"] }).notNull(),
    aggregateVersion: integer("aggregate_version").notNull(),
    eventType: text("event_type").notNull(),
    eventVersion: integer("event_version").notNull(),
    eventData: jsonb("event_data").notNull(),
    metadata: jsonb("metadata").notNull(),
    occurredAt: instant("occurred_at").notNull(),
  },
  (table) => [
    unique("event_store_aggregate_uuid_aggregate_version_key").on(
      table.aggregateUuid,
      table.aggregateVersion,
    ),
    primaryKey({ name: "event_store_pkey", columns: [table.id] }),
    check(
      "event_store_aggregate_type_check",
      sql`${table.aggregateType} in ('order', 'order_fulfillment_saga')`,
    ),
    check("event_store_aggregate_version_check", sql`${table.aggregateVersion} > 0`),
    check("event_store_event_version_check", sql`${table.eventVersion} > 0`),
    check("event_store_event_data_check", sql`jsonb_typeof(${table.eventData}) = 'object'`),
    check("event_store_metadata_check", sql`jsonb_typeof(${table.metadata}) = 'object'`),
  ],
);
