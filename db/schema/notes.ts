import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * What staff write about an order for each other; may name people, so the text
 * stays here and the event NoteAdded holds its id. An edit is a new version;
 * none is ever changed.
 */
export const notes = pgTable(
  "notes",
  {
    noteId: uuid("note_id").notNull(),
    version: integer("version").notNull(),
    sagaUuid: uuid("saga_uuid").notNull(),
    authorId: text("author_id").notNull(),
    text: text("text").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    primaryKey({ name: "notes_pkey", columns: [table.noteId, table.version] }),
    index("notes_saga_uuid_created_at_idx").on(table.sagaUuid, table.createdAt),
    check("notes_version_check", sql`${table.version} > 0`),
    check("notes_text_check", sql`char_length(${table.text}) between 1 and 2000`),
  ],
);
