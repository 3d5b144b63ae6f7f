import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
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

/** Resolves early when the run is given up. */
export async function until(atMs: number, signal: AbortSignal): Promise<void> {
  await pause(Math.max(0, atMs - Date.now()), undefined, { signal }).catch(() => undefined);
}
