import type { Pool } from "pg";
import { vi } from "vitest";
import { withClient, withDatabase } from "#scripts/postgres/prepare-database";
import { type TestDatabase, testServerUrl } from "#testing/database";

/** As pg-boss does when an active job's time is over; nets simply become due. */
export async function expireLeases(pool: Pool): Promise<void> {
  await pool.query(`
    update pgboss.job set state = 'retry', retry_count = retry_count + 1, started_on = null,
      start_after = now()
    where state = 'active'`);
  await pool.query("update pgboss.job set start_after = now() where state < 'active'");
}

/** Waits until every saga has ended or waits for a person, and nothing is queued. */
export async function settle(
  pool: Pool,
  { timeoutMs = 15_000, notices = true }: { timeoutMs?: number; notices?: boolean },
): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await pool.query<{ moving: number; queued: number }>(
        `select
          (select count(*)::int from order_fulfillment_sagas
            where step is not null and parked_reason is null) moving,
          (select count(*)::int from pgboss.job
            where state <= 'active' and ($1 or name <> 'notify-customer')) queued`,
        [notices],
      );
      const [row] = rows;
      if (row?.moving !== 0 || row.queued !== 0) {
        throw new Error(`${row?.moving} sagas still move, ${row?.queued} jobs are queued`);
      }
    },
    { timeout: timeoutMs, interval: 20 },
  );
}

/** Ends every other session on this database, as an administrator would. */
export async function terminateSessions(
  database: TestDatabase,
  names = "backstitch%",
): Promise<number> {
  const name = new URL(database.url).pathname.slice(1);
  let ended = 0;
  await withClient(withDatabase(testServerUrl(), "postgres"), async (client) => {
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = $1 and application_name like $2 and pid <> pg_backend_pid()`,
      [name, names],
    );
    ended = rowCount ?? 0;
  });
  return ended;
}
