import { readSagaRows } from "#server/fulfillment/read-saga-rows";
import { findQueuedSaga } from "#server/fulfillment/saga-row";
import { jobIdOf } from "#server/queue/job-id";
import { CALLED_BY_NOBODY_KNOWN, SAGA_QUEUES, type SagaJobData } from "#server/queue/queues";
import { plan } from "#server/saga/plan";
import { leaseUntil } from "#server/saga/state";
import type { Saga } from "#server/saga/types";
import type { UpkeepContext } from "./upkeep-context.ts";

// Sagas and jobs change in one transaction, and one statement sees one moment of both. Two sweepers
// that see the same moment count the same jobs that are over, and so make the same new one.
// "not in" and "= any" read the queues once each, into a hash, whatever the planner thinks of their length.
const FIND_LOST = `
  with lost as materialized (
    select g.saga_uuid, coalesce(g.job_dispatch, g.dispatch) dispatch
    from order_fulfillment_sagas g
    where g.moving is not null
      and (g.saga_uuid::text, coalesce(g.job_dispatch, g.dispatch)::text) not in (
        select coalesce(data->>'sagaUuid', ''), coalesce(data->>'dispatch', '')
        from pgboss.job where name = any($1::text[]) and state < 'completed')
    order by g.id
    limit 1000),
  had as materialized (
    select data->>'sagaUuid' saga, data->>'dispatch' dispatch, count(*)::int jobs
    from pgboss.job
    where name = any($1::text[])
      and data->>'sagaUuid' = any(array(select saga_uuid::text from lost))
    group by 1, 2)
  select lost.saga_uuid, lost.dispatch, coalesce(had.jobs, 0) jobs
  from lost left join had on had.saga = lost.saga_uuid::text and had.dispatch = lost.dispatch::text`;

/** `dispatch` is the one that its job named; that may be from before (ADR 38). */
type Lost = { saga_uuid: string; dispatch: number; jobs: number };

/**
 * Queues again what an open dispatch lost: the same dispatch, another job. No
 * event tells of it, since nothing happened to the order. Answers how many.
 */
export async function healLostJobs(context: UpkeepContext): Promise<number> {
  const { pool, log } = context;
  const { rows } = await pool.query<Lost>(FIND_LOST, [SAGA_QUEUES]);
  if (rows.length === 0) return 0;
  const lost = new Map(rows.map((row) => [row.saga_uuid, row]));
  const sagas = await readSagaRows(pool, [...lost.keys()]);
  let healed = 0;
  for (const row of sagas) {
    const found = findQueuedSaga(row);
    const known = lost.get(row.saga_uuid);
    if (found.type !== "saga" || known?.dispatch !== found.jobDispatch) continue;
    if (await heal(context, found.saga, known)) healed += 1;
  }
  if (healed > 0) log.warn({ jobs: healed }, "sweep.healed");
  return healed;
}

async function heal(
  { boss }: UpkeepContext,
  saga: Saga,
  { dispatch, jobs: jobsBefore }: Lost,
): Promise<boolean> {
  const directive = plan(saga);
  const until = leaseUntil(saga);
  if (!directive || until === null) return false;
  const { job, dueAt } = directive;
  const { sagaUuid } = saga;
  // An id that still stands in the table as a finished row would swallow the new job.
  const id = jobIdOf(sagaUuid, dispatch, 1 + jobsBefore);
  // What was due before it was lost may have been called: it counts as redelivered, once its
  // lease is over. What was not due yet was called by nobody.
  const mayBeCalled = dueAt <= Date.now();
  const holder = mayBeCalled ? CALLED_BY_NOBODY_KNOWN : null;
  const data: SagaJobData = { sagaUuid, dispatch, holder };
  const startAfter = new Date(mayBeCalled ? until : dueAt);
  const inserted = await boss.insert(job, [{ id, data, startAfter }], { returnId: true });
  return inserted !== null;
}
