import { sql } from "drizzle-orm";
import { boolean, check, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** A list of orders that somebody has given a name: what it shows, in which order, with which columns. */
export const savedViews = pgTable(
  "saved_views",
  {
    viewId: uuid("view_id").notNull(),
    ownerId: text("owner_id").notNull(),
    /** Free text of a colleague; it stays in this table. */
    name: text("name").notNull(),
    /** Filters, sort and columns: codes only, parsed again at every reading. */
    content: jsonb("content").notNull(),
    /** Seen by all who are signed in, changed by its owner alone. */
    shared: boolean("shared").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "saved_views_pkey", columns: [table.viewId] }),
    index("saved_views_owner_id_idx").on(table.ownerId),
    index("saved_views_shared_idx").on(table.name).where(sql`${table.shared}`),
    check("saved_views_name_check", sql`char_length(${table.name}) between 1 and 60`),
  ],
);
