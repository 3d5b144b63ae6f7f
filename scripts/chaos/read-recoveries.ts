import type pg from "pg";
import { type Meanwhile, measureKill, measureReturn, type Rest } from "./measure-recovery.ts";
import { readLongestRest, readSilences, type Silence } from "./read-silences.ts";
import {
  type Blockade,
  circuitOf,
  findBlockades,
  shutStretches,
  unmannedStretches,
} from "./samples.ts";

export type Recoveries = {
  /** What each killed worker held, kill by kill. */
  kills: Rest[][];
  /** Kills at whose moment the database could not say what the worker held. */
  unmeasuredKills: number;
  /** Circuits that a dead worker's trial kept shut, the longest first. */
  blockades: Blockade[];
  /** From the death of the last worker to the next one's first sign. */
  longestUnmannedMs: number;
  /** Of all work of all sagas, whatever happened to it. */
  longestRestMs: number;
  /** Stretches of the load in which nothing at all was recorded, the longest first. */
  silences: Silence[];
  /** From each stop to the first place acknowledged and the first outcome recorded; null when never. */
  postgresMs: (number | null)[];
  /** From each kill to the first place acknowledged. */
  webMs: (number | null)[];
};

/** Reads from the events how long everything that was killed took to go on. */
export async function readRecoveries(
  admin: pg.Pool,
  seen: Meanwhile & { acknowledgedAtMs: readonly number[] },
): Promise<Recoveries> {
  const { injections, samples, acknowledgedAtMs } = seen;
  const recoveries: Recoveries = {
    kills: [],
    unmeasuredKills: 0,
    blockades: findBlockades(samples),
    longestUnmannedMs: Math.max(
      0,
      ...unmannedStretches(samples).map(({ fromMs, toMs }) => toMs - fromMs),
    ),
    longestRestMs: await readLongestRest(admin),
    silences: await readSilences(admin, injections, acknowledgedAtMs.at(-1) ?? 0),
    postgresMs: [],
    webMs: [],
  };
  // While no order can take its first step, there may be no outcome to record.
  const nothingToDo = shutStretches(samples, circuitOf("create-prescription"));
  const firstPlace = (afterMs: number) => acknowledgedAtMs.find((atMs) => atMs > afterMs);
  for (const injection of injections) {
    if (injection.status === "not_injected") continue;
    const { fault, seen: found, fromMs } = injection;
    if (found.type === "worker_killed") {
      const { held } = found;
      if (held === null) recoveries.unmeasuredKills += 1;
      else {
        const next = await readNextEvents(admin, held.jobs, held.lastEventId);
        recoveries.kills.push(measureKill(fromMs, held.jobs, next, seen));
      }
    }
    if (found.type === "postgres_back") {
      const outcome = await readFirstOutcome(admin, found.backAtMs);
      const place = firstPlace(found.backAtMs);
      recoveries.postgresMs.push(measureReturn(fromMs, [place, outcome], nothingToDo));
    }
    if (fault.type === "kill_web") {
      recoveries.webMs.push(measureReturn(fromMs, [firstPlace(fromMs + LAST_ANSWERS_MS)]));
    }
  }
  return recoveries;
}

/** Answers that had left before the kill are still read. */
const LAST_ANSWERS_MS = 50;

const NEXT_EVENTS = `
  select distinct on (aggregate_uuid) aggregate_uuid, occurred_at from event_store
  where aggregate_uuid = any($1::uuid[]) and id > $2::bigint
  order by aggregate_uuid, id`;

async function readNextEvents(
  admin: pg.Pool,
  jobs: readonly { sagaUuid: string }[],
  lastEventId: string,
): Promise<Map<string, number>> {
  const sagas = jobs.map(({ sagaUuid }) => sagaUuid);
  const { rows } = await admin.query<{ aggregate_uuid: string; occurred_at: Date }>(NEXT_EVENTS, [
    sagas,
    lastEventId,
  ]);
  return new Map(rows.map((row) => [row.aggregate_uuid, row.occurred_at.getTime()]));
}

/** What the system itself recorded, so a worker: places and actions have people or shops as actors. */
const FIRST_OUTCOME = `
  select min(occurred_at) as at from event_store
  where occurred_at > $1 and metadata->'actor'->>'type' = 'system'`;

async function readFirstOutcome(admin: pg.Pool, afterMs: number): Promise<number | undefined> {
  const { rows } = await admin.query<{ at: Date | null }>(FIRST_OUTCOME, [new Date(afterMs)]);
  return rows[0]?.at?.getTime();
}
