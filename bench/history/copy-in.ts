import { once } from "node:events";
import { finished } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import pg from "pg";
import { from } from "pg-copy-streams";

export type CopyIn = {
  /** Waits while Postgres is far behind. */
  write(rows: string): Promise<void>;
  /** All that was written is in the table from here on. */
  end(): Promise<void>;
};

/** Enough that Postgres has something to read while the next rows are being made. */
const AHEAD_BYTES = 4 * 1024 * 1024;

/**
 * Fills an empty table over a connection of its own, in one transaction that
 * empties it first: only so may rows be written frozen, as a vacuum would leave
 * them, instead of being written a second time by one.
 */
export async function openCopyIn(
  url: string,
  { table, columns }: { table: string; columns: string },
): Promise<CopyIn> {
  const client = new pg.Client({ connectionString: url });
  // A connection that dies fails the stream as well, which tells it.
  client.on("error", () => undefined);
  await client.connect();
  await client.query("begin");
  await truncate(client, table);
  const copy = `copy ${table} (${columns}) from stdin with (freeze)`;
  const stream = client.query(from(copy, { highWaterMark: AHEAD_BYTES }));
  const written = finished(stream);
  // Told by end() or by the write that comes next; until then nobody listens.
  written.catch(() => undefined);
  return {
    async write(rows) {
      if (rows === "") return;
      const hasRoom = stream.write(Buffer.from(rows));
      await (hasRoom ? nextTurn() : once(stream, "drain"));
    },
    async end() {
      stream.end();
      await written;
      await client.query("commit");
      await client.end();
    },
  };
}

/** Past the trigger that forbids it: the table has no rows that could be lost. */
async function truncate(client: pg.Client, table: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(tgname) as name from pg_trigger
     where tgrelid = $1::regclass and not tgisinternal and tgtype & 32 <> 0`,
    [table],
  );
  for (const { name } of rows) await client.query(`alter table ${table} disable trigger ${name}`);
  await client.query(`truncate ${table}`);
  for (const { name } of rows) {
    await client.query(`alter table ${table} enable always trigger ${name}`);
  }
}
