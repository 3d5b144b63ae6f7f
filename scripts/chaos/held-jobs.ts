import type pg from "pg";
import { jobsOfWork } from "#server/queue/jobs-of-work";
import { SAGA_QUEUES } from "#server/queue/queues";
import type { SagaJob } from "#server/saga/types";
import type { Held } from "./faults.ts";
import { circuitOf } from "./samples.ts";

type Row = { job: SagaJob; sagaUuid: string; isFetched: boolean; lastEventId: string };

/**
 * The live work of sagas that bears this worker's number, handed over or
 * fetched. One statement, so that "the next event" has a beginning: ids are in
 * the order of commits.
 */
const READ = `
  select w.job, g.saga_uuid as "sagaUuid",
         j.state = 'active' and g.job_dispatch is null as "isFetched",
         (select coalesce(max(id), 0)::text from event_store) as "lastEventId"
  from pgboss.job j
  join order_fulfillment_sagas g
    on g.saga_uuid::text = j.data->>'sagaUuid'
    and coalesce(g.job_dispatch, g.dispatch) = (j.data->>'dispatch')::int
  join unnest($3::text[], $4::text[], $5::text[]) w(direction, step, job)
    on w.direction = g.direction and w.step = g.step
  where j.name = any($1::text[]) and j.state < 'completed' and g.parked_reason is null
    and (j.data->>'holder')::int = $2`;

/**
 * What a worker that was just killed held. It stands still: nobody takes it over
 * before the lock has been down for 1.5 s.
 */
export async function readHeldJobs(admin: pg.Pool, worker: number): Promise<Held> {
  const { rows } = await admin.query<Row>(READ, [SAGA_QUEUES, worker, ...jobsOfWork()]);
  return {
    lastEventId: rows[0]?.lastEventId ?? "0",
    jobs: rows.map(({ job, sagaUuid, isFetched }) => ({
      sagaUuid,
      circuit: circuitOf(job),
      kind: isFetched ? "cold" : "handed_over",
    })),
  };
}
