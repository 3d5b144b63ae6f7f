import { jsonb, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * Who looks at which order, as each web process knows it: one row a process,
 * written anew every few seconds while somebody looks. Unlogged (see its
 * migration): after a crash nobody is known to look, which is true.
 */
export const presence = pgTable(
  "presence",
  {
    processId: uuid("process_id").notNull(),
    looking: jsonb("looking").notNull(),
    seenAt: instant("seen_at").notNull(),
  },
  (table) => [primaryKey({ name: "presence_pkey", columns: [table.processId] })],
);
