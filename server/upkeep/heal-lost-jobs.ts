import { readSagaRows } from "#server/fulfillment/read-saga-rows";
import { findSaga } from "#server/fulfillment/saga-row";
import { jobIdOf } from "#server/queue/job-id";
import { CALLED_BY_NOBODY_KNOWN, SAGA_QUEUES, type SagaJobData } from "#server/queue/queues";
import { plan } from "#server/saga/plan";
import { leaseUntil } from "#server/saga/state";
import type { Saga } from "#server/saga/types";
import type { UpkeepContext } from "./upkeep-context.ts";

// Sagas and jobs change in one transaction, and one statement sees one moment of both.
const FIND_LOST = `
  with live as (
    select data->>'sagaUuid' saga_uuid, (data->>'dispatch')::int dispatch
    from pgboss.job where name = any($1::text[]) and state < 'completed')
  select g.saga_uuid from order_fulfillment_sagas g
  where g.step is not null and g.parked_reason is null
    and not exists (
      select from live l where l.saga_uuid = g.saga_uuid::text and l.dispatch = g.dispatch)
  order by g.id
  limit 1000`;

const COUNT_JOBS = `
  select count(*)::int n from pgboss.job
  where name = $1 and data->>'sagaUuid' = $2 and (data->>'dispatch')::int = $3`;

/**
 * Queues again what an open dispatch lost: the same dispatch, another job. No
 * event tells of it, since nothing happened to the order. Answers how many.
 */
export async function healLostJobs(context: UpkeepContext): Promise<number> {
  const { pool, log } = context;
  const { rows } = await pool.query<{ saga_uuid: string }>(FIND_LOST, [SAGA_QUEUES]);
  if (rows.length === 0) return 0;
  const lost = await readSagaRows(
    pool,
    rows.map((row) => row.saga_uuid),
  );
  const now = Date.now();
  let healed = 0;
  for (const row of lost) {
    const found = findSaga(row);
    if (found.type === "saga" && (await heal(context, found.saga, now))) healed += 1;
  }
  if (healed > 0) log.warn({ jobs: healed }, "sweep.healed");
  return healed;
}

async function heal({ pool, boss }: UpkeepContext, saga: Saga, now: number): Promise<boolean> {
  const directive = plan(saga);
  const until = leaseUntil(saga);
  if (!directive || until === null) return false;
  const { job, dispatch, dueAt } = directive;
  const { sagaUuid } = saga;
  const { rows } = await pool.query<{ n: number }>(COUNT_JOBS, [job, sagaUuid, dispatch]);
  // An id that still stands in the table as a finished row would swallow the new job.
  const id = jobIdOf(sagaUuid, dispatch, 1 + (rows[0]?.n ?? 0));
  // What was due before it was lost may have been called: it counts as redelivered, once its
  // lease is over. What was not due yet was called by nobody.
  const mayBeCalled = dueAt <= now;
  const holder = mayBeCalled ? CALLED_BY_NOBODY_KNOWN : null;
  const data: SagaJobData = { sagaUuid, dispatch, holder };
  const startAfter = new Date(mayBeCalled ? until : dueAt);
  const inserted = await boss.insert(job, [{ id, data, startAfter }], { returnId: true });
  return inserted !== null;
}
