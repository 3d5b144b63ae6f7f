import type { Pool } from "pg";

// pg-boss has no call for this: a job made due at once, and known not to have been called for.
// Without started_on the next fetch is its first, so that giving it back is no redelivery.
const RELEASE = `
  update pgboss.job
  set state = case when state = 'active' then 'created' else state end, started_on = null,
    start_after = now(), data = case when $3 then data else jsonb_set(data, '{holder}', 'null') end
  where name = $1 and id = $2 and (state < 'active' or ($4 and state = 'active'))`;

/**
 * Gives a job back: whoever is alive may take it now. A net that somebody else
 * has fetched meanwhile is theirs; one that was redelivered to us stays so.
 */
export async function releaseJob(
  pool: Pool,
  job: { queue: string; jobId: string },
  { fetched, redelivered }: { fetched: boolean; redelivered: boolean },
): Promise<void> {
  await pool.query(RELEASE, [job.queue, job.jobId, redelivered, fetched]);
}
