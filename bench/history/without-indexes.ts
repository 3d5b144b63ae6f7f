import pg from "pg";
import { withClient } from "#scripts/postgres/prepare-database";

/** As its own commands say it: what to drop, and how it is made again. */
type Taken = { table: string; name: string; kind: "p" | "u" | "f" | "i"; definition: string };

const READ = `
  select conrelid::regclass::text as "table", conname as name, contype as kind,
    pg_get_constraintdef(oid) as definition
  from pg_constraint where conrelid = any($1::regclass[]) and contype in ('p', 'u', 'f')
  union all
  select indrelid::regclass::text, relname, 'i', pg_get_indexdef(indexrelid)
  from pg_index join pg_class on pg_class.oid = indexrelid
  where indrelid = any($1::regclass[])
    and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))`;

/** Two at a time: as many as there are processors where this is measured. */
const AT_ONCE = 2;

/**
 * Takes keys and indexes off while `load` runs and makes them again as they
 * were: sorting all rows at the end is many times cheaper than finding each its
 * place. When the load fails they stay off, and the database is good for nothing.
 */
export async function withoutIndexes(
  url: string,
  tables: readonly string[],
  load: () => Promise<void>,
): Promise<void> {
  const taken = await withClient(url, (client) => takeOff(client, tables));
  await load();
  const own = tables.map((table) =>
    taken.filter((each) => each.table === table && !isForeign(each)),
  );
  await Promise.all(Array.from({ length: AT_ONCE }, () => makeAgain(url, own)));
  await makeAgain(url, [taken.filter(isForeign)]);
}

const isForeign = ({ kind }: Taken) => kind === "f";

async function takeOff(client: pg.Client, tables: readonly string[]): Promise<Taken[]> {
  const { rows } = await client.query<Taken>(READ, [tables]);
  // A key goes only when no foreign key needs it.
  const foreignFirst = rows.toSorted((a, b) => Number(isForeign(b)) - Number(isForeign(a)));
  for (const { table, name, kind } of foreignFirst) {
    const quoted = pg.escapeIdentifier(name);
    await client.query(
      kind === "i" ? `drop index ${quoted}` : `alter table ${table} drop constraint ${quoted}`,
    );
  }
  return rows;
}

/** Works off `queue`, whole tables at a time: two on one table would wait for each other. */
async function makeAgain(url: string, queue: Taken[][]): Promise<void> {
  await withClient(url, async (client) => {
    await client.query("set maintenance_work_mem = '512MB'");
    for (let some = queue.shift(); some; some = queue.shift()) {
      for (const { table, name, kind, definition } of some) {
        const add = `alter table ${table} add constraint ${pg.escapeIdentifier(name)} ${definition}`;
        await client.query(kind === "i" ? definition : add);
      }
    }
  });
}
