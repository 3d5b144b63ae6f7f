import type { Pool } from "pg";
import type { Queue } from "./queues.ts";

// pg-boss has no call for this: a queued job made due at once, and known not to have been called.
const RELEASE = `
  update pgboss.job
  set start_after = now(), data = jsonb_set(data, '{net}', 'false')
  where name = $1 and id = $2 and state < 'active'`;

/** Gives a net back: whoever is alive may take it now, and it counts as never called. */
export async function releaseJob(pool: Pool, job: { queue: Queue; jobId: string }): Promise<void> {
  await pool.query(RELEASE, [job.queue, job.jobId]);
}
