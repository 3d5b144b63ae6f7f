import type { ClientBase, Pool } from "pg";
import type { Queue } from "./queues.ts";

export type FetchedJob = {
  id: string;
  data: unknown;
  /** Somebody had it before, and may have called for it. */
  redelivered: boolean;
};

/*
 * pg-boss' own fetch for a queue without policies, and in the same write who has
 * the job: pg-boss does not keep it, and without it nobody can take over from the
 * dead. A second statement for it cost as much as the fetch (ADR 19). A test holds
 * the rows against those that pg-boss' fetch leaves.
 *
 * By ctid, not by key as pg-boss does: planned while the queue is empty, a join by
 * key walks all jobs of the queue once for each job fetched, and a prepared
 * statement keeps that plan. A row that moved meanwhile is left for the next fetch.
 */
const NEXT = `next as (
    select ctid, data from pgboss.job_common
    where name = $1 and state < 'active' and not blocked and start_after <= pgboss.job_now()
    order by priority desc, created_on
    limit $2
    for update skip locked)`;
const TAKE = `
  update pgboss.job_common j
  set state = 'active', started_on = pgboss.job_now(), heartbeat_on = pgboss.job_now(),
    retry_count = case when started_on is not null then retry_count + 1 else retry_count end,
    data = jsonb_set(j.data, '{holder}', to_jsonb($3::int))
  from next
  where j.ctid = next.ctid
  returning j.id, next.data, j.retry_count > 0 or next.data->>'holder' is not null redelivered`;

export const FETCH_JOBS = `with ${NEXT} ${TAKE}`;

/** The same, with whatever else is looked up for the jobs that were `fetched`. */
export const fetchJobsWith = (select: string): string =>
  `with ${NEXT}, fetched as (${TAKE}) ${select}`;

/** Takes up to `count` jobs that are due for this worker: nobody else gets them while it lives. The pool's plans must be pinned (openPool's `byKey`). */
export async function fetchJobs(
  pool: Pool | ClientBase,
  queue: Queue,
  { worker, count }: { worker: number; count: number },
): Promise<FetchedJob[]> {
  const values = [queue, count, worker];
  const { rows } = await pool.query<FetchedJob>({ name: "fetch-jobs", text: FETCH_JOBS, values });
  return rows;
}
