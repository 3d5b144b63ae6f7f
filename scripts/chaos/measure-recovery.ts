import type { HeldJob, Injection, ProcessFaultType } from "./faults.ts";

/** How long the work of one saga rested after the worker that held it was killed. */
export type Rest = HeldJob & {
  /** Null when it never moved again. */
  restedMs: number | null;
  /** For orphans: what made them. */
  cause?: ProcessFaultType | null;
};

/**
 * From the kill to the next event of each saga whose work the worker held.
 * `nextEventAtMs`: by saga, the first event written after what it held was read.
 */
export function measureKill(
  killedAtMs: number,
  jobs: readonly HeldJob[],
  nextEventAtMs: ReadonlyMap<string, number>,
): Rest[] {
  return jobs.map((job) => {
    const nextMs = nextEventAtMs.get(job.sagaUuid);
    // An outcome whose commit was under way at the kill may bear an earlier instant.
    const restedMs = nextMs === undefined ? null : Math.max(0, nextMs - killedAtMs);
    return { ...job, restedMs };
  });
}

/** What was done at the moment when work lost its fetcher; null when nothing was. */
export function findCause(
  fetchedAtMs: number,
  injections: readonly Injection[],
): ProcessFaultType | null {
  for (const injection of injections) {
    const { fault } = injection;
    if (injection.status === "not_injected" || fault.type === "misbehave") continue;
    // A stop ends, and a fetch begins, somewhere within.
    const isNear = Math.abs(injection.fromMs - fetchedAtMs) < NEAR_MS;
    const isWithin = fetchedAtMs >= injection.fromMs && fetchedAtMs <= injection.toMs;
    if (isNear || isWithin) return fault.type;
  }
  return null;
}

/** A fetch may have waited for a busy database before its fetcher was killed. */
const NEAR_MS = 1_500;

/** Until both have happened again: the later of the two counts. Null as long as one has not. */
export function measureReturn(
  lostAtMs: number,
  backs: readonly (number | undefined)[],
): number | null {
  const known = backs.filter((atMs) => atMs !== undefined);
  if (known.length < backs.length) return null;
  return Math.max(0, Math.max(...known) - lostAtMs);
}

export type Spread = { count: number; medianMs: number; slowestMs: number };

export function spreadOf(lengthsMs: readonly number[]): Spread | null {
  const sorted = lengthsMs.toSorted((a, b) => a - b);
  const medianMs = sorted[Math.floor((sorted.length - 1) / 2)];
  const slowestMs = sorted.at(-1);
  if (medianMs === undefined || slowestMs === undefined) return null;
  return { count: sorted.length, medianMs, slowestMs };
}
