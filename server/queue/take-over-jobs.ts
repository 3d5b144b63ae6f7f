import type { Pool } from "pg";
import type { Boss } from "./open-boss.ts";

// Handed over and never fetched: due at once instead of at the end of the lease.
const RELEASE_NETS = `
  update pgboss.job set start_after = now()
  where state < 'active' and start_after > now()
    and (data->>'holder')::int is not null and not ((data->>'holder')::int = any($1::int[]))`;

const FIND_ACTIVE = `
  select name, id, retry_count from pgboss.job
  where state = 'active'
    and (data->>'holder')::int is not null and not ((data->>'holder')::int = any($1::int[]))`;

type ActiveRow = { name: string; id: string; retry_count: number };

/**
 * Gives every job whose holder is not among `holders` to whoever is alive. It
 * only queues: each job is claimed by one fetch, and counts as one that may have
 * been called. Answers how many were taken over.
 */
export async function takeOverJobs(
  pool: Pool,
  boss: Boss,
  holders: readonly number[],
): Promise<number> {
  const nets = await pool.query(RELEASE_NETS, [holders]);
  const { rows } = await pool.query<ActiveRow>(FIND_ACTIVE, [holders]);
  for (const [queue, jobs] of Map.groupBy(rows, ({ name }) => name)) {
    // By attempt: a job that has been fetched again since is left alone.
    const attempts = jobs.map(({ id, retry_count }) => ({ id, retryCount: retry_count }));
    await boss.fail(queue, attempts, { code: "worker_lost" });
  }
  return (nets.rowCount ?? 0) + rows.length;
}
