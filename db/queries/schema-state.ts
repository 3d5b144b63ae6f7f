import { is, sql } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import type { DbOrTx } from "#db/client";
import * as schema from "#db/schema/index";

/**
 * The columns that this version reads and writes and the database lacks: none
 * once every migration has run. Asks the catalogue, which any role may read,
 * so that web need not see the migrations' own table.
 */
export async function findMissingColumns(db: DbOrTx): Promise<string[]> {
  const found = await db.execute<{ missing: string }>(sql`
    select expected as missing
    from unnest(string_to_array(${expectedColumns().join(",")}, ',')) as expected
    where not exists (
      select from pg_attribute
      where attrelid = to_regclass('public.' || split_part(expected, '.', 1))
        and attname = split_part(expected, '.', 2)
        and not attisdropped
    )
    limit 20
  `);
  return found.rows.map(({ missing }) => missing);
}

function expectedColumns(): string[] {
  return Object.values(schema)
    .filter((member) => is(member, PgTable))
    .flatMap((table) => {
      const { name, columns } = getTableConfig(table);
      return columns.map((column) => `${name}.${column.name}`);
    });
}

export async function pingDatabase(db: DbOrTx): Promise<void> {
  await db.execute(sql`select 1`);
}
