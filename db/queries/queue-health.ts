import { sql } from "drizzle-orm";
import { z } from "zod";
import type { DbOrTx } from "#db/client";
import { sagaUuidIn } from "#db/saga-uuid-in";
import { WORKER_LOCK } from "#db/worker-lock";

const nullableDate = z.coerce.date().nullable();
const standing = z.object({
  name: z.string(),
  waiting: z.number(),
  due: z.number(),
  oldestDueAt: nullableDate,
  active: z.number(),
  dead: z.number(),
  oldestDeadAt: nullableDate,
});
export type QueueStanding = z.infer<typeof standing>;

/** A queue, and the work that it is for; the queue of what is no saga's work names none. */
export type QueueOfWork = {
  name: string;
  deadLetter: string;
  direction: string | null;
  step: string | null;
};

/**
 * How each queue stands, counted no further than `bound` each: by the index that
 * pg-boss keeps of live jobs (name, state, blocked, start_after), so that a
 * million of them cost no more than ten thousand. What is in work counts where its
 * saga has come to: the job under which it goes on may be of an earlier step (ADR 38).
 */
export async function readQueueStandings(
  db: DbOrTx,
  queues: readonly QueueOfWork[],
  bound: number,
): Promise<QueueStanding[]> {
  const live = (name: string, state: string, more = "true") => sql`
    (select count(*)::int from (
      select from pgboss.job_common where name = ${sql.raw(name)} and state = ${sql.raw(`'${state}'`)}
        and not blocked and ${sql.raw(more)} limit ${bound}) n)`;
  const first = (name: string, state: string) => sql`
    (select start_after from pgboss.job_common where name = ${sql.raw(name)}
       and state = ${sql.raw(`'${state}'`)} and not blocked order by start_after limit 1)`;
  const now = "start_after <= pgboss.job_now()";
  const result = await db.execute(sql`
    with q as materialized (
      select * from json_to_recordset(${JSON.stringify(
        queues.map(({ deadLetter, ...queue }) => ({ ...queue, dead_letter: deadLetter })),
      )}::json) q(name text, dead_letter text, direction text, step text)),
    in_work as materialized (
      select q.name, g.direction, g.step
      from q cross join lateral (
        select data from pgboss.job_common
        where name = q.name and state = 'active' and not blocked limit ${bound}) j
      left join order_fulfillment_sagas g on g.job_dispatch is not null
        and g.saga_uuid = ${sql.raw(sagaUuidIn("j.data"))})
    select q.name,
      ${live("q.name", "created")} + ${live("q.name", "retry")} as waiting,
      ${live("q.name", "created", now)} + ${live("q.name", "retry", now)} as due,
      (select min(at) from (values (${first("q.name", "created")}), (${first("q.name", "retry")})) v(at)
        where at <= pgboss.job_now()) as "oldestDueAt",
      (select count(*)::int from in_work w where case when w.step is null then w.name = q.name
         else w.direction = q.direction and w.step = q.step end) as active,
      ${live("q.dead_letter", "created")} + ${live("q.dead_letter", "retry")}
        + ${live("q.dead_letter", "active")} as dead,
      ${first("q.dead_letter", "created")} as "oldestDeadAt"
    from q`);
  return result.rows.map((row) => standing.parse(row));
}

const workerRow = z.object({
  worker: z.coerce.number(),
  since: nullableDate,
  address: z.string().nullable(),
});
export type LivingWorker = z.infer<typeof workerRow>;

/** Every worker that holds its lock, with the session that holds it. */
export async function readWorkers(db: DbOrTx, limit: number): Promise<LivingWorker[]> {
  const result = await db.execute(sql`
    select l.objid::bigint as worker, a.backend_start as since, host(a.client_addr) as address
    from pg_locks l left join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'advisory' and l.classid = ${WORKER_LOCK} and l.objsubid = 2 and l.granted
      and l.database = (select oid from pg_database where datname = current_database())
    order by a.backend_start, l.objid limit ${limit}`);
  return result.rows.map((row) => workerRow.parse(row));
}

const dutyRow = z.object({
  duty: z.string(),
  lastRunAt: nullableDate,
  lastMended: z.coerce.number(),
  totalMended: z.coerce.number(),
  leasedBy: z.number().nullable(),
});
export type DutyStanding = z.infer<typeof dutyRow>;

export async function readDuties(db: DbOrTx, limit: number): Promise<DutyStanding[]> {
  const result = await db.execute(sql`
    select duty, last_run_at as "lastRunAt", last_mended as "lastMended",
      total_mended as "totalMended",
      case when leased_until > clock_timestamp() then leased_by end as "leasedBy"
    from upkeep_duties order by duty limit ${limit}`);
  return result.rows.map((row) => dutyRow.parse(row));
}
