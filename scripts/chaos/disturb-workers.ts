import { setTimeout as pause } from "node:timers/promises";
import { awaitProcess, type Battlefield, NOT_RUNNING, until } from "./battlefield.ts";
import type { Attempt, FaultOf } from "./faults.ts";
import { readHeldJobs } from "./held-jobs.ts";

export async function killWorker(
  { workers, admin }: Battlefield,
  { worker }: FaultOf<"kill_worker">,
): Promise<Attempt> {
  const pid = await awaitProcess(() => workers.findPid(worker));
  if (pid === null) return NOT_RUNNING;
  const number = workers.findNumber(pid);
  const fromMs = Date.now();
  process.kill(pid, "SIGKILL");
  // While the database is away nobody's work can be known: such a kill is not measured.
  const held = number === null ? null : await inTime(readHeldJobs(admin, number));
  return {
    status: "injected",
    fromMs,
    toMs: Date.now(),
    seen: { type: "worker_killed", held },
  };
}

/** Nobody takes over before this: what is read later may have changed hands. */
const READ_WITHIN_MS = 1_200;

async function inTime<T>(reading: Promise<T>): Promise<T | null> {
  const late = pause(READ_WITHIN_MS, null, { ref: false });
  return Promise.race([reading.catch(() => null), late]);
}

export async function stopWorker(
  { workers, signal }: Battlefield,
  { worker }: FaultOf<"stop_worker">,
  forMs: number,
): Promise<Attempt> {
  const pid = await awaitProcess(() => workers.findPid(worker));
  if (pid === null) return NOT_RUNNING;
  const fromMs = Date.now();
  process.kill(pid, "SIGSTOP");
  await until(fromMs + forMs, signal);
  // Killed meanwhile, its id may be another's by now.
  if (workers.findPid(worker) === pid) process.kill(pid, "SIGCONT");
  return { status: "injected", fromMs, toMs: Date.now(), seen: { type: "nothing" } };
}
