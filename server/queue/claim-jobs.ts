import type { Pool } from "pg";
import type { Queue } from "./queues.ts";

// A job that is locked is being removed with its outcome: waiting for it could end in a deadlock.
const CLAIM = `
  with mine as (
    select id from pgboss.job where name = $1 and id = any($2::uuid[]) and state = 'active'
    for update skip locked)
  update pgboss.job set data = jsonb_set(data, '{holder}', to_jsonb($3::int))
  where name = $1 and id in (select id from mine)`;

/** Writes into fetched jobs who has them: pg-boss does not keep it, and without it nobody can take over from the dead. */
export async function claimJobs(
  pool: Pool,
  queue: Queue,
  jobIds: readonly string[],
  worker: number,
): Promise<void> {
  await pool.query(CLAIM, [queue, jobIds, worker]);
}
