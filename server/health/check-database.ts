import type { Database } from "#db/client";
import { findMissingColumns, pingDatabase } from "#db/queries/schema-state";

const migrated = new WeakSet<object>();

/**
 * Whether the database has the tables of this version; throws when it does not
 * answer. The tables are looked at until they are there once: nobody migrates
 * back under a running process.
 */
export async function checkDatabase(
  database: Pick<Database, "db">,
): Promise<"ready" | "not_migrated"> {
  if (migrated.has(database)) {
    await pingDatabase(database.db);
    return "ready";
  }
  if ((await findMissingColumns(database.db)).length > 0) return "not_migrated";
  migrated.add(database);
  return "ready";
}
