import { SAGA_QUEUES } from "#server/queue/queues";
import { STEP, UNDO_JOB } from "#server/saga/definition";
import { STEPS } from "#server/saga/types";
import { type Check, Tally } from "./check.ts";

/** A dispatch that has just ended may leave its job behind for a moment. */
const GRACE_SECONDS = 60;

const LIVE_JOBS = `
  select name, data->>'sagaUuid' as saga_uuid, (data->>'dispatch')::int as dispatch,
         greatest(created_on, start_after) as due_at
  from pgboss.job
  where name = any($1::text[]) and state < 'completed'`;

/** plan() in SQL: what is neither parked nor at rest has work, and the work names its job. */
const OPEN = `step is not null and parked_reason is null`;

const READ_WRONG = `
  with live as (${LIVE_JOBS}),
       wanted as (select * from unnest($2::text[], $3::text[], $4::text[]) w(direction, step, job))
  select g.saga_uuid, g.dispatch, w.job,
         count(l.*) filter (where l.name = w.job)::int as right_jobs, count(l.*)::int as jobs
  from order_fulfillment_sagas g
  join wanted w on w.direction = g.direction and w.step = g.step
  left join live l on l.saga_uuid = g.saga_uuid::text and l.dispatch = g.dispatch
  where ${OPEN.replaceAll(/step|parked_reason/g, "g.$&")}
  group by g.saga_uuid, g.dispatch, w.job
  having count(l.*) <> 1 or count(l.*) filter (where l.name = w.job) <> 1
  order by g.saga_uuid
  limit 1000`;

const COUNT_OPEN = `select count(*)::int as count from order_fulfillment_sagas where ${OPEN}`;

const COUNT_STALE = `
  with live as (${LIVE_JOBS})
  select count(*)::int as count
  from live l left join order_fulfillment_sagas g on g.saga_uuid::text = l.saga_uuid
  where (g.saga_uuid is null or g.dispatch <> l.dispatch or g.step is null or g.parked_reason is not null)
    and l.due_at < now() - make_interval(secs => ${GRACE_SECONDS})`;

type Row = { saga_uuid: string; dispatch: number; job: string; right_jobs: number; jobs: number };

/** Every saga that is neither at its end nor waiting for a person has exactly one live job. */
export const openWorkIsQueued: Check = {
  name: "all open work is queued, once",
  async run({ client }) {
    const tally = new Tally("open sagas");
    // One statement sees sagas and queue at one moment: they change in one transaction.
    const wrong = await client.query<Row>(READ_WRONG, [SAGA_QUEUES, ...wantedJobs()]);
    for (const row of wrong.rows) {
      const { saga_uuid, dispatch, job, jobs, right_jobs } = row;
      const found = right_jobs === jobs ? `${jobs} live jobs` : `${jobs} live jobs, not all of it`;
      tally.accuse(`saga ${saga_uuid}: dispatch ${dispatch} (${job}) has ${found} instead of one`);
    }
    const open = await client.query<{ count: number }>(COUNT_OPEN);
    tally.looked(open.rows[0]?.count ?? 0);
    const stale = await client.query<{ count: number }>(COUNT_STALE, [SAGA_QUEUES]);
    const left = stale.rows[0]?.count ?? 0;
    if (left > 0) tally.remark(`${left} jobs of dispatches that are over were left in the queue`);
    return tally.finding();
  },
};

/** Direction, step and job of every kind of work, as three columns. */
function wantedJobs(): [string[], string[], string[]] {
  const forward = STEPS.map((step) => ["forward", step, STEP[step].forwardJob] as const);
  const undo = Object.entries(UNDO_JOB).map(([step, job]) => ["undo", step, job] as const);
  const all = [...forward, ...undo];
  return [all.map(([d]) => d), all.map(([, s]) => s), all.map(([, , j]) => j)];
}
