import type { Pool } from "pg";
import { sagaUuidIn } from "#db/saga-uuid-in";
import { jobsOfWork } from "#server/queue/jobs-of-work";
import { DEAD_LETTER_SUFFIX, SAGA_QUEUES } from "#server/queue/queues";
import { LEFT_BEHIND, type Living, livingValues } from "#server/queue/take-over-jobs";

/** Its time is over while its holder counts as alive, as one does whose host has vanished. */
const DUE_FROM_SOMEBODY = `(state < 'active' and start_after <= now()
      and data->>'holder' is not null and not (id = any($3::uuid[])))`;

const SEND_HOME = `
  with nobodys as materialized (
    select name, id, ${sagaUuidIn("data")} saga_uuid, data->>'dispatch' dispatch
    from pgboss.job_common
    where name = any($4::text[]) and (${LEFT_BEHIND} or ${DUE_FROM_SOMEBODY})),
  home as materialized (
    select n.name, n.id, w.job
    from nobodys n, lateral (
      -- By its key, whatever the planner thinks of how many there are.
      select direction, step from order_fulfillment_sagas
      where saga_uuid = n.saga_uuid and job_dispatch::text = n.dispatch
      offset 0) g
    join unnest($5::text[], $6::text[], $7::text[]) w(direction, step, job)
      on w.direction = g.direction and w.step = g.step)
  update pgboss.job_common j
  set name = h.job, dead_letter = h.job || '${DEAD_LETTER_SUFFIX}'
  from home h
  where j.name = h.name and j.id = h.id and j.name <> h.job`;

/**
 * Moves jobs that nobody is at any more to the queues of the steps that their sagas
 * have come to, which they may have served for as well (ADR 38): where they stand, a
 * partner of a step that is done may be away, and would keep them.
 */
export async function sendJobsHome(pool: Pool, living: Living): Promise<void> {
  await pool.query(SEND_HOME, [...livingValues(living), SAGA_QUEUES, ...jobsOfWork()]);
}
