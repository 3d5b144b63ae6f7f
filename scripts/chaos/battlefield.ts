import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { awaitFact } from "./await-fact.ts";
import type { Attempt } from "./faults.ts";
import type { ChaosInstance } from "./open-instance.ts";
import type { Scenarios } from "./scenarios.ts";
import type { WorkerPool } from "./worker-pool.ts";

/** Everything that faults are injected into. */
export type Battlefield = {
  instance: ChaosInstance;
  workers: WorkerPool;
  scenarios: Scenarios;
  admin: pg.Pool;
  /** Told of each fault when it begins, in words. */
  onFault(words: string): void;
  signal: AbortSignal;
};

export const notInjected = (why: string): Attempt => ({ status: "not_injected", why });
export const NOT_RUNNING = notInjected("it did not run at that moment");

/** Longer than any process takes that the fault before this one has ended. */
const STARTS_WITHIN_MS = 10_000;

/** The process to be disturbed, once it runs: what was just killed comes back by itself. */
export const awaitProcess = (find: () => number | null): Promise<number | null> =>
  awaitFact(async () => find(), STARTS_WITHIN_MS);

/** Resolves early when the run is given up. */
export async function until(atMs: number, signal: AbortSignal): Promise<void> {
  await pause(Math.max(0, atMs - Date.now()), undefined, { signal }).catch(() => undefined);
}
