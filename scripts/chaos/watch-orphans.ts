import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { SAGA_QUEUES } from "#server/queue/queues";
import type { SagaJob } from "#server/saga/types";
import type { HeldJob } from "./faults.ts";
import { circuitOf } from "./samples.ts";

/** Work that was fetched and bears nobody's number: its fetcher died, or never heard the answer. */
export type Orphan = { job: HeldJob; fetchedAtMs: number; lastEventId: string };

type Row = {
  id: string;
  queue: SagaJob;
  sagaUuid: string;
  fetchedAt: Date;
  lastEventId: string;
};

/** A living worker puts its number on what it fetched within milliseconds. */
const CLAIMED_WITHIN_MS = 1_000;
const LOOK_EVERY_MS = 500;

const READ = `
  select j.id || ' ' || j.started_on as id, j.name as queue, g.saga_uuid as "sagaUuid",
         j.started_on as "fetchedAt",
         (select coalesce(max(id), 0)::text from event_store) as "lastEventId"
  from pgboss.job j
  join order_fulfillment_sagas g
    on g.saga_uuid::text = j.data->>'sagaUuid' and g.dispatch = (j.data->>'dispatch')::int
  where j.name = any($1::text[]) and j.state = 'active' and j.data->>'holder' is null
    and g.parked_reason is null and j.started_on < now() - make_interval(secs => $2)`;

/** Looks for orphans until it is told to stop; each is told once. */
export async function watchOrphans(admin: pg.Pool, signal: AbortSignal): Promise<Orphan[]> {
  const found = new Map<string, Orphan>();
  while (!signal.aborted) {
    // A database that is away has nobody to ask; the next look finds what is still there.
    const rows = await readOrphans(admin).catch(() => []);
    for (const { id, queue, sagaUuid, fetchedAt, lastEventId } of rows) {
      if (found.has(id)) continue;
      const job = { sagaUuid, kind: "orphaned", circuit: circuitOf(queue) } as const;
      found.set(id, { job, fetchedAtMs: fetchedAt.getTime(), lastEventId });
    }
    await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return [...found.values()];
}

async function readOrphans(admin: pg.Pool): Promise<Row[]> {
  const { rows } = await admin.query<Row>(READ, [SAGA_QUEUES, CLAIMED_WITHIN_MS / 1_000]);
  return rows;
}
