import type { Queue } from "./queues.ts";

export type JobToQueue = {
  queue: Queue;
  id: string;
  data: object;
  /** Seconds from now, or an instant; absent means at once. */
  startAfter?: number | Date;
};

const FIELD_SEPARATOR = "\x1f";

/*
 * pg-boss' own insert for jobs with an id, without the twenty options that ours
 * never have, and for all queues at once: half the work for the same rows (ADR
 * 19). A test holds them against those that pg-boss inserts. As there, workers
 * are notified with the commit, and only of what is due.
 */
export const QUEUE_JOBS = `
  with queued as (
    insert into pgboss.job_common (id, name, data, priority, start_after, created_on, keep_until,
      expire_seconds, deletion_seconds, retry_limit, retry_delay, retry_backoff, retry_delay_max,
      policy, dead_letter, heartbeat_seconds, blocked, blocking, pending_dependencies)
    select i.id, i.name, i.data::jsonb, 0, i.start_after, i.now, i.start_after + q.retention_seconds * interval '1 s',
      q.expire_seconds, q.deletion_seconds, q.retry_limit, q.retry_delay, q.retry_backoff,
      q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds, false, false, 0
    from (
      select id, name, data, now,
        coalesce(to_timestamp(due_at / 1000.0), now + coalesce(wait, 0) * interval '1 s') start_after
      from unnest($1::uuid[], $2::text[], string_to_array($3, e'\\x1f'), $4::float8[], $5::float8[])
          i(id, name, data, wait, due_at),
        pgboss.job_now() now
      offset 0
    ) i join pgboss.queue q on q.name = i.name
    on conflict do nothing
    returning name, start_after)
  select pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), name)
  from (select distinct name from queued where start_after <= pgboss.job_now()) due`;

/** Of any state: whoever else has such a job finds that its work is over. One queue a time: by pairs it took twice as long. */
export const REMOVE_JOBS = "delete from pgboss.job_common where name = $1 and id = any($2::uuid[])";

/** The parameters of QUEUE_JOBS. JSON never holds the separator raw. */
export function queueJobsValues(jobs: readonly JobToQueue[]): unknown[] {
  return [
    jobs.map(({ id }) => id),
    jobs.map(({ queue }) => queue),
    jobs.map(({ data }) => JSON.stringify(data)).join(FIELD_SEPARATOR),
    jobs.map(({ startAfter }) => (typeof startAfter === "number" ? startAfter : null)),
    jobs.map(({ startAfter }) => (startAfter instanceof Date ? startAfter.getTime() : null)),
  ];
}
