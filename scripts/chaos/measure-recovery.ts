import type { HeldJob, Injection, ProcessFaultType } from "./faults.ts";
import { type Sample, shutStretches, unmannedStretches } from "./samples.ts";
import { type Stretch, uncoveredMs } from "./stretches.ts";

/** How long the work of one saga rested after the worker that held it was killed. */
export type Rest = HeldJob & {
  /**
   * Null when it never moved again. Not counted: while its circuit was rightly shut,
   * while a worker was stopped, and while none was alive.
   */
  restedMs: number | null;
  /** What was done to the processes meanwhile. */
  causes: readonly ProcessFaultType[];
};

export type Meanwhile = {
  injections: readonly Injection[];
  samples: readonly Sample[];
};

/**
 * From the kill to the next event of each saga whose work the worker held.
 * `nextEventAtMs`: by saga, the first event written after what it held was read.
 */
export function measureKill(
  killedAtMs: number,
  jobs: readonly HeldJob[],
  nextEventAtMs: ReadonlyMap<string, number>,
  { injections, samples }: Meanwhile,
): Rest[] {
  const stops = injections.flatMap(stopOf);
  const unmanned = unmannedStretches(samples);
  return jobs.map((job) => {
    const nextMs = nextEventAtMs.get(job.sagaUuid);
    const causes = findCauses(killedAtMs, nextMs ?? Number.POSITIVE_INFINITY, injections);
    if (nextMs === undefined) return { ...job, restedMs: null, causes };
    // A worker that is stopped is alive: what it has taken over waits with it.
    const excused = [...stops, ...unmanned, ...shutStretches(samples, job.circuit)];
    // An outcome whose commit was under way at the kill may bear an earlier instant.
    const rest = { fromMs: killedAtMs, toMs: Math.max(killedAtMs, nextMs) };
    return { ...job, restedMs: uncoveredMs(rest, excused), causes };
  });
}

const stopOf = (injection: Injection) =>
  injection.status === "injected" && injection.fault.type === "stop_worker" ? [injection] : [];

/** What was done to the processes at some time between, each kind once, in a word. */
export function findCauses(
  fromMs: number,
  toMs: number,
  injections: readonly Injection[],
): ProcessFaultType[] {
  const types = injections.flatMap((injection) => {
    const { fault } = injection;
    if (injection.status === "not_injected" || fault.type === "misbehave") return [];
    return injection.fromMs <= toMs && injection.toMs >= fromMs ? [fault.type] : [];
  });
  return [...new Set(types)];
}

/** Until all signs of life were seen again: the latest counts. Null as long as one was not. */
export function measureReturn(
  lostAtMs: number,
  signs: readonly (number | undefined)[],
  excused: readonly Stretch[] = [],
): number | null {
  const seen = signs.filter((atMs) => atMs !== undefined);
  if (seen.length < signs.length) return null;
  return uncoveredMs({ fromMs: lostAtMs, toMs: Math.max(lostAtMs, ...seen) }, excused);
}

export type Spread = { count: number; medianMs: number; slowestMs: number };

export function spreadOf(lengthsMs: readonly number[]): Spread | null {
  const sorted = lengthsMs.toSorted((a, b) => a - b);
  const medianMs = sorted[Math.floor((sorted.length - 1) / 2)];
  const slowestMs = sorted.at(-1);
  if (medianMs === undefined || slowestMs === undefined) return null;
  return { count: sorted.length, medianMs, slowestMs };
}
