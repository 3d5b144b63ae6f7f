import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { z } from "zod";
import { WORKER_LOCK } from "#db/worker-lock";
import type { Sample } from "./samples.ts";

const LOOK_EVERY_MS = 250;

/**
 * Through JSON, so that a version without circuits has none. A circuit that is
 * due to be tried, by a worker that is no more, is shut by nobody living.
 */
const READ = `
  with alive as (
    select objid::bigint::int as worker from pg_locks
    where locktype = 'advisory' and classid = $1 and objsubid = 2 and granted
  ), circuits as (
    select p->>'partner' || coalesce(' ' || (p->>'direction'), '') as circuit,
           p->>'held_since' is not null or p->>'reopening_since' is not null as "isHeld",
           p->>'circuit_cause' is not null as "isOpen",
           (p->>'probe_at')::timestamptz > clock_timestamp() as "isWaiting",
           (p->>'probed_by')::int as prober,
           (p->>'probe_until')::timestamptz > clock_timestamp() as "isClaimed"
    from (select to_jsonb(s) as p from partner_status s) stored
  ), judged as (
    select circuit, case
      when "isHeld" or ("isOpen" and "isWaiting") then 'rightly'
      when "isOpen" and prober in (select worker from alive) then 'rightly'
      when "isOpen" and "isClaimed" then 'by_the_dead'
    end as shut
    from circuits
  )
  select (select count(*)::int from alive) as "aliveWorkers",
         coalesce(array_agg(circuit) filter (where shut = 'rightly'), '{}') as rightly,
         coalesce(array_agg(circuit) filter (where shut = 'by_the_dead'), '{}') as "byTheDead"
  from judged`;

const rowSchema = z.object({
  aliveWorkers: z.int(),
  rightly: z.array(z.string()),
  byTheDead: z.array(z.string()),
});

/** Looks again and again who is alive and which partners may be called, until it is told to stop. */
export async function takeSamples(admin: pg.Pool, signal: AbortSignal): Promise<Sample[]> {
  const samples: Sample[] = [];
  while (!signal.aborted) {
    const sample = await readSample(admin).catch(() => null);
    // A database that is away tells nothing; what rests meanwhile is not excused.
    if (sample !== null) samples.push({ atMs: Date.now(), ...sample });
    await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return samples;
}

async function readSample(admin: pg.Pool): Promise<Omit<Sample, "atMs">> {
  const { rows } = await admin.query(READ, [WORKER_LOCK]);
  return rowSchema.parse(rows[0]);
}
