import { sql } from "drizzle-orm";
import { bigint, check, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** When each duty of the upkeep last ran, who is at it now, and how much it had to mend so far: should be nothing. */
export const upkeepDuties = pgTable(
  "upkeep_duties",
  {
    duty: text("duty").notNull(),
    lastRunAt: instant("last_run_at"),
    lastMended: integer("last_mended").default(0).notNull(),
    totalMended: bigint("total_mended", { mode: "number" }).default(0).notNull(),
    /** How far a duty came that does its work in parts. */
    cursor: bigint("cursor", { mode: "number" }),
    /** The worker that is at it, and until when no other begins. */
    leasedBy: integer("leased_by"),
    leasedUntil: instant("leased_until"),
  },
  (table) => [
    primaryKey({ name: "upkeep_duties_pkey", columns: [table.duty] }),
    check(
      "upkeep_duties_mended_check",
      sql`${table.lastMended} >= 0 and ${table.totalMended} >= 0`,
    ),
  ],
);
