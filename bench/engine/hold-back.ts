import { Liveness } from "#jobs/liveness";
import { createLog } from "#server/log";
import type { BenchDatabase } from "../cluster.ts";
import { openPlacer } from "./placer.ts";

/** Orders that are placed and wait: their first jobs are held back until they are let go. */
export type Backlog = {
  /** How many wait. */
  size: number;
  /** Queues `count` of the jobs that are left, in one transaction. */
  letGo(count: number): Promise<void>;
  close(): Promise<void>;
};

// Held by somebody who lives, since a day that is yet to come: so nobody fetches them, and no
// upkeep takes them for lost. Jobs that were only taken out of the queue were queued again by
// the sweep, beside those that were let go. What a worker has taken is its own: let go as if nobody
// had had it, it would be done twice.
const HOLD = `
  update pgboss.job
  set state = 'active', started_on = now() + interval '1 day', heartbeat_on = now() + interval '1 day',
    data = jsonb_set(data, '{holder}', to_jsonb($1::int))
  where name = 'create-prescription' and state = 'created'
  returning id`;

const LET_GO = `
  with released as (
    update pgboss.job
    set state = 'created', started_on = null, heartbeat_on = null, start_after = now(),
      data = jsonb_set(data, '{holder}', 'null')
    where name = 'create-prescription' and id = any($1::uuid[])
    returning name)
  select pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), name)
  from (select distinct name from released) due`;

/** Takes the first jobs of all orders that wait in hand. Of a worker that runs meanwhile it takes nothing. */
export async function holdBack(database: Pick<BenchDatabase, "databaseUrl">): Promise<Backlog> {
  const { pool, close } = await openPlacer(database);
  const holder = new Liveness({
    databaseUrl: database.databaseUrl,
    log: createLog({ process: "script", level: "warn" }),
  });
  await holder.start();
  const { rows } = await pool.query<{ id: string }>(HOLD, [holder.workerNumber]);
  const held = rows.map(({ id }) => id);
  return {
    size: held.length,
    async letGo(count) {
      await pool.query(LET_GO, [held.splice(0, count)]);
    },
    async close() {
      await holder.stop();
      await close();
    },
  };
}
