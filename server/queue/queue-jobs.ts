import { field, packRows, unpacked } from "#server/packed-rows";
import type { Queue } from "./queues.ts";

export type JobToQueue = {
  queue: Queue;
  id: string;
  data: object;
  /** Seconds from now, or an instant; absent means at once. */
  startAfter?: number | Date;
};

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
    select i.id, i.name, i.data, 0, i.start_after, i.now, i.start_after + q.retention_seconds * interval '1 s',
      q.expire_seconds, q.deletion_seconds, q.retry_limit, q.retry_delay, q.retry_backoff,
      q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds, false, false, 0
    from (
      select ${field("j", 1, "uuid")} id, ${field("j", 2, "text")} name, ${field("j", 3, "jsonb")} data, now,
        coalesce(${field("j", 5, "timestamptz")},
          now + coalesce(${field("j", 4, "float8")}, 0) * interval '1 s') start_after
      from ${unpacked("$1", "j")}, pgboss.job_now() now
      offset 0
    ) i join pgboss.queue q on q.name = i.name
    on conflict do nothing
    returning name, start_after)
  select pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), name)
  from (select distinct name from queued where start_after <= pgboss.job_now()) due`;

/*
 * Of any state: whoever else has such a job finds that its work is over.
 *
 * Written so that it can be prepared. Planned on an empty queue, `name = x and
 * id = y` may take an index that begins with the name alone, and walk all jobs of
 * a queue, dead ones too, for each one removed. Only the primary key has this
 * order, so its first entry from the wanted one on is a look-up in it and nothing else.
 * A job that somebody takes at this very moment may stay: it is over for them as well.
 */
export const REMOVE_JOBS = `
  delete from pgboss.job_common j
  using (
    select ${field("r", 1, "text")} as name, ${field("r", 2, "uuid")} as id
    from ${unpacked("$1", "r")}
    offset 0
  ) i, lateral (
    select k.ctid, k.name, k.id from pgboss.job_common k
    where (k.name, k.id) >= (i.name, i.id)
    order by k.name, k.id
    limit 1
  ) found
  where j.ctid = found.ctid and found.name = i.name and found.id = i.id`;

/** The parameters of QUEUE_JOBS. */
export function queueJobsValues(jobs: readonly JobToQueue[]): [string] {
  const rows = jobs.map(({ queue, id, data, startAfter }) => [
    id,
    queue,
    JSON.stringify(data),
    typeof startAfter === "number" ? startAfter : null,
    startAfter instanceof Date ? startAfter.getTime() : null,
  ]);
  return [packRows(rows)];
}

/** The parameters of REMOVE_JOBS. */
export function removeJobsValues(jobs: ReadonlyMap<string, ReadonlySet<string>>): [string] {
  return [packRows([...jobs].flatMap(([name, ids]) => [...ids].map((id) => [name, id])))];
}
