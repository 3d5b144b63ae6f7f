import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { z } from "zod";
import { WORKER_LOCK } from "#db/worker-lock";
import type { CircuitSample } from "./circuit-samples.ts";

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
  )
  select circuit, case
    when "isHeld" or ("isOpen" and "isWaiting") then 'rightly'
    when "isOpen" and prober in (select worker from alive) then 'rightly'
    when "isOpen" and "isClaimed" then 'by_the_dead'
  end as shut
  from circuits where "isHeld" or "isOpen"`;

const rowSchema = z.object({
  circuit: z.string(),
  shut: z.enum(["rightly", "by_the_dead"]).nullable(),
});

/** Looks again and again which partners no call may be made to, until it is told to stop. */
export async function watchCircuits(admin: pg.Pool, signal: AbortSignal): Promise<CircuitSample[]> {
  const samples: CircuitSample[] = [];
  while (!signal.aborted) {
    const shut = await readShut(admin).catch(() => null);
    // A database that is away tells nothing; what rests meanwhile is not excused.
    if (shut !== null) samples.push({ atMs: Date.now(), ...shut });
    await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return samples;
}

async function readShut(admin: pg.Pool): Promise<Omit<CircuitSample, "atMs">> {
  const { rows } = await admin.query(READ, [WORKER_LOCK]);
  const parsed = z.array(rowSchema).parse(rows);
  const of = (kind: "rightly" | "by_the_dead") =>
    parsed.filter(({ shut }) => shut === kind).map(({ circuit }) => circuit);
  return { rightly: of("rightly"), byTheDead: of("by_the_dead") };
}
