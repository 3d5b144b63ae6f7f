import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  check,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** Five minutes for the last days, an hour for the last weeks. */
const widthIsKnown = (column: AnyPgColumn) => sql`${column} in (300, 3600)`;

/** How often something happened in a stretch of time. Sums of events, kept by one projector; see server/rollups. */
export const activityRollups = pgTable(
  "activity_rollups",
  {
    widthSeconds: integer("width_seconds").notNull(),
    bucketAt: instant("bucket_at").notNull(),
    measure: text("measure", {
      enum: [
        "orders_placed",
        "orders_completed",
        "orders_cancelled",
        "customers_told",
        "prescription_refused",
        "inventory_refused",
        "shipment_refused",
        "prescription_failed",
        "inventory_failed",
        "shipment_failed",
        "undo_failed",
        "mail_failed",
      ],
    }).notNull(),
    count: integer("count").notNull(),
  },
  (table) => [
    primaryKey({
      name: "activity_rollups_pkey",
      columns: [table.widthSeconds, table.bucketAt, table.measure],
    }),
    check("activity_rollups_width_check", widthIsKnown(table.widthSeconds)),
    check(
      "activity_rollups_measure_check",
      sql`${table.measure} in ('orders_placed', 'orders_completed', 'orders_cancelled', 'customers_told', 'prescription_refused', 'inventory_refused', 'shipment_refused', 'prescription_failed', 'inventory_failed', 'shipment_failed', 'undo_failed', 'mail_failed')`,
    ),
    check("activity_rollups_count_check", sql`${table.count} > 0`),
  ],
);

/**
 * How long things took that ended in a stretch of time: how many fell into each
 * bin of a fixed scale, so that the percentiles of any range come from sums.
 */
export const durationRollups = pgTable(
  "duration_rollups",
  {
    widthSeconds: integer("width_seconds").notNull(),
    bucketAt: instant("bucket_at").notNull(),
    /** A step; the way of a whole order to its completion; or an undo, from the turn to the end. */
    subject: text("subject", {
      enum: ["prescription", "inventory", "shipment", "order", "undo"],
    }).notNull(),
    /** floor(8 x log10 of the milliseconds): eight bins a decade. */
    bin: smallint("bin").notNull(),
    count: integer("count").notNull(),
  },
  (table) => [
    primaryKey({
      name: "duration_rollups_pkey",
      columns: [table.widthSeconds, table.bucketAt, table.subject, table.bin],
    }),
    check("duration_rollups_width_check", widthIsKnown(table.widthSeconds)),
    check(
      "duration_rollups_subject_check",
      sql`${table.subject} in ('prescription', 'inventory', 'shipment', 'order', 'undo')`,
    ),
    check("duration_rollups_bin_check", sql`${table.bin} between 0 and 80`),
    check("duration_rollups_count_check", sql`${table.count} > 0`),
  ],
);

/** One row: how far the rollups follow the events. Moved in the transaction that counts, so each event counts once. */
export const rollupProgress = pgTable(
  "rollup_progress",
  {
    projector: text("projector").notNull(),
    /** The id of the last event that is counted. */
    cursor: bigint("cursor", { mode: "number" }).notNull(),
    /** What happened up to then is in the rollups; null before the first look. */
    asOf: instant("as_of"),
  },
  (table) => [
    primaryKey({ name: "rollup_progress_pkey", columns: [table.projector] }),
    check("rollup_progress_cursor_check", sql`${table.cursor} >= 0`),
  ],
);
