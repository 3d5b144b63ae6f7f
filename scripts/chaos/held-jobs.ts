import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { SAGA_QUEUES } from "#server/queue/queues";
import type { Held, HeldJob } from "./faults.ts";

type Row = {
  id: string;
  saga_uuid: string;
  isFetched: boolean;
  isClaimed: boolean;
  startedAt: string | null;
  lastEventId: string;
};

/**
 * The live work of sagas that this worker held, handed over or fetched, and
 * fetched jobs that nobody has put his number on yet. One statement, so that
 * "the next event" has a beginning: ids are in the order of commits.
 */
const READ = `
  select j.id, g.saga_uuid, j.state = 'active' as "isFetched",
         j.data->>'holder' is not null as "isClaimed", j.started_on::text as "startedAt",
         (select coalesce(max(id), 0)::text from event_store) as "lastEventId"
  from pgboss.job j
  join order_fulfillment_sagas g
    on g.saga_uuid::text = j.data->>'sagaUuid' and g.dispatch = (j.data->>'dispatch')::int
  where j.name = any($1::text[]) and j.state < 'completed' and g.parked_reason is null
    and ((j.data->>'holder')::int = $2 or (j.state = 'active' and j.data->>'holder' is null))`;

/** A living worker puts its number on what it fetched within milliseconds. */
const CLAIMED_WITHIN_MS = 400;

/**
 * What a worker that was just killed held. It stands still: nobody takes it over
 * before the lock has been down for 1.5 s.
 */
export async function readHeldJobs(admin: pg.Pool, worker: number): Promise<Held> {
  const { rows } = await admin.query<Row>(READ, [SAGA_QUEUES, worker]);
  const claimed = rows.filter(({ isClaimed }) => isClaimed);
  const jobs = claimed.map(
    (row): HeldJob => ({
      sagaUuid: row.saga_uuid,
      kind: row.isFetched ? "cold" : "handed_over",
    }),
  );
  const lastEventId = rows[0]?.lastEventId ?? "0";
  return { lastEventId, jobs: [...jobs, ...(await findOrphans(admin, worker, rows))] };
}

/** It may have died between fetching and putting its number on: such a job is claimed by nobody. */
async function findOrphans(
  admin: pg.Pool,
  worker: number,
  before: readonly Row[],
): Promise<HeldJob[]> {
  const suspects = before.filter(({ isClaimed }) => !isClaimed);
  if (suspects.length === 0) return [];
  await pause(CLAIMED_WITHIN_MS);
  const { rows } = await admin.query<Row>(READ, [SAGA_QUEUES, worker]);
  const same = (row: Row) =>
    rows.some(({ id, isClaimed, startedAt }) => {
      return id === row.id && !isClaimed && startedAt === row.startedAt;
    });
  return suspects.filter(same).map(({ saga_uuid }) => ({ sagaUuid: saga_uuid, kind: "cold" }));
}
