import type { Client, Pool } from "pg";
import { withClient } from "#scripts/postgres/prepare-database";

type Row = { table: keyof typeof KEY; uuid: string };
const KEY = { order_fulfillment_sagas: "saga_uuid", orders: "order_uuid" } as const;

/** How many transactions of this world have waited for a moment for a row that another has locked. */
export async function waitingForRows(pool: Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int n from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'
       and xact_start < clock_timestamp() - interval '20 ms'`,
  );
  return rows[0]?.n;
}

/** Does something while another connection has the row. */
export function whileHeld<T>(
  url: string,
  row: Row,
  during: (other: Client) => Promise<T>,
): Promise<T> {
  return withClient(url, async (other) => {
    await other.query("begin");
    await lockRow(other, row);
    const done = await during(other);
    await other.query("commit");
    return done;
  });
}

/** Locks one more row; fails if anybody else has it. */
export async function lockRow(client: Client, { table, uuid }: Row): Promise<void> {
  const { rowCount } = await client.query(
    `select from ${table} where ${KEY[table]} = $1 for update nowait`,
    [uuid],
  );
  if (rowCount !== 1) throw new Error(`no row ${uuid} in ${table}`);
}
