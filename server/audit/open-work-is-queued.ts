import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "pg";
import { noticeFor } from "#server/notifications/decide-notice";
import { jobsOfWork } from "#server/queue/jobs-of-work";
import { NOTICE_QUEUE, SAGA_QUEUES } from "#server/queue/queues";
import { POSITIONS } from "#server/saga/types";
import { type Check, Tally } from "./check.ts";

/** A dispatch that has just ended may leave its job behind for a moment. */
const GRACE_SECONDS = 60;

const LIVE_JOBS = `
  select name, data->>'sagaUuid' as saga_uuid, (data->>'dispatch')::int as dispatch,
         greatest(created_on, start_after) as due_at
  from pgboss.job
  where name = any($1::text[]) and state < 'completed'`;

/** plan() in SQL: what is neither parked nor at rest has work, and the work names its job. */
const OPEN = "moving is not null";

/** The dispatch whose job stands in the queue; one from before may stand in the queue of another step (ADR 38). */
const JOB_DISPATCH = "coalesce(g.job_dispatch, g.dispatch)";

const READ_WRONG = `
  with live as (${LIVE_JOBS}),
       wanted as (select * from unnest($2::text[], $3::text[], $4::text[]) w(direction, step, job))
  select g.saga_uuid, g.dispatch, w.job,
         count(l.*) filter (where l.name = w.job or g.job_dispatch is not null)::int as right_jobs, count(l.*)::int as jobs
  from order_fulfillment_sagas g
  join wanted w on w.direction = g.direction and w.step = g.step
  left join live l on l.saga_uuid = g.saga_uuid::text and l.dispatch = ${JOB_DISPATCH}
  where g.${OPEN}
  group by g.saga_uuid, g.dispatch, w.job
  having count(l.*) <> 1
    or count(l.*) filter (where l.name = w.job or g.job_dispatch is not null) <> 1
  order by g.saga_uuid
  limit 1000`;

const COUNT_OPEN = `select count(*)::int as count from order_fulfillment_sagas where ${OPEN}`;

const COUNT_STALE = `
  with live as (${LIVE_JOBS})
  select count(*)::int as count
  from live l left join order_fulfillment_sagas g on g.saga_uuid::text = l.saga_uuid
  where (g.saga_uuid is null or ${JOB_DISPATCH} <> l.dispatch or g.step is null or g.parked_reason is not null)
    and l.due_at < now() - make_interval(secs => ${GRACE_SECONDS})`;

/** Ended orders whose customer has not heard of it, by noticeFor(). */
const DUE_NOTICES = `
  from order_fulfillment_sagas g
  join unnest($1::text[], $2::text[]) w(state, kind) on w.state = g.state
  join orders o on o.order_uuid = g.order_uuid
  where (o.notice_kind is distinct from w.kind or o.notice_state not in ('told', 'failed'))`;

const READ_FORGOTTEN = `
  with live as (
    select data->>'orderUuid' as order_uuid, data->>'kind' as kind
    from pgboss.job where name = $3 and state < 'completed')
  select g.saga_uuid, w.kind ${DUE_NOTICES}
    and not exists (select from live l where l.order_uuid = o.order_uuid::text and l.kind = w.kind)
    and ($4::uuid[] is null or g.saga_uuid = any($4))
  order by g.saga_uuid
  limit 1000`;

const COUNT_DUE = `select count(*)::int as count ${DUE_NOTICES}`;

/** Longer than a few commits. */
const BETWEEN_LOOKS_MS = 1_000;

type Row = { saga_uuid: string; dispatch: number; job: string; right_jobs: number; jobs: number };

/**
 * Every saga that is neither at its end nor waiting for a person has exactly one
 * live job, and every message that is due to a customer has one.
 */
export const openWorkIsQueued: Check = {
  name: "all open work is queued, once",
  async run({ client }) {
    const tally = new Tally("open sagas and messages");
    // One statement sees sagas and queue at one moment: they change in one transaction.
    const wrong = await client.query<Row>(READ_WRONG, [SAGA_QUEUES, ...jobsOfWork()]);
    for (const row of wrong.rows) {
      const { saga_uuid, dispatch, job, jobs, right_jobs } = row;
      const found = right_jobs === jobs ? `${jobs} live jobs` : `${jobs} live jobs, not all of it`;
      tally.accuse(`saga ${saga_uuid}: dispatch ${dispatch} (${job}) has ${found} instead of one`);
    }
    const open = await client.query<{ count: number }>(COUNT_OPEN);
    tally.looked(open.rows[0]?.count ?? 0);
    for (const { saga_uuid, kind } of await findForgotten(client)) {
      tally.accuse(`saga ${saga_uuid}: nobody is to tell the customer that it was ${kind}`);
    }
    const due = await client.query<{ count: number }>(COUNT_DUE, wantedNotices());
    tally.looked(due.rows[0]?.count ?? 0);
    const stale = await client.query<{ count: number }>(COUNT_STALE, [SAGA_QUEUES]);
    const left = stale.rows[0]?.count ?? 0;
    if (left > 0) tally.remark(`${left} jobs of dispatches that are over were left in the queue`);
    return tally.finding();
  },
};

type Forgotten = { saga_uuid: string; kind: string };

/** Accused only when found twice: an order that was cancelled or told meanwhile is none. */
async function findForgotten(client: Client): Promise<Forgotten[]> {
  const look = async (only: string[] | null) => {
    const values = [...wantedNotices(), NOTICE_QUEUE, only];
    return (await client.query<Forgotten>(READ_FORGOTTEN, values)).rows;
  };
  const suspects = await look(null);
  if (suspects.length === 0) return [];
  await pause(BETWEEN_LOOKS_MS);
  return look(suspects.map(({ saga_uuid }) => saga_uuid));
}

/** Position and message of every end, as two columns. */
function wantedNotices(): [string[], string[]] {
  const ends = POSITIONS.flatMap((state) => {
    const kind = noticeFor(state);
    return kind === null ? [] : [{ state, kind }];
  });
  return [ends.map(({ state }) => state), ends.map(({ kind }) => kind)];
}
