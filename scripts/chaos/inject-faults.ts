import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { describeFault, type Fault, type Injection, type PlannedFault } from "./faults.ts";
import { readHeldJobs } from "./held-jobs.ts";
import type { ChaosInstance } from "./open-instance.ts";
import type { Scenarios } from "./scenarios.ts";
import type { WorkerPool } from "./worker-pool.ts";

export type Battlefield = {
  instance: ChaosInstance;
  workers: WorkerPool;
  scenarios: Scenarios;
  admin: pg.Pool;
  /** Told of each fault when it begins, in words. */
  onFault(words: string): void;
  signal: AbortSignal;
};

type Outcome = Injection extends infer I ? (I extends Injection ? Omit<I, "fault"> : never) : never;

/** Does what was planned, each at its time, and tells what became of it. */
export async function injectFaults(
  field: Battlefield,
  plan: readonly PlannedFault[],
  startedAtMs: number,
): Promise<Injection[]> {
  return Promise.all(
    plan.map(async (planned) => {
      await until(startedAtMs + planned.atMs, field.signal);
      const outcome = await inject(field, planned).catch(
        (error: unknown): Outcome => notInjected(error instanceof Error ? error.message : "failed"),
      );
      return { ...outcome, fault: planned.fault };
    }),
  );
}

/** Resolves early when the run is given up. */
async function until(atMs: number, signal: AbortSignal): Promise<void> {
  await pause(Math.max(0, atMs - Date.now()), undefined, { signal }).catch(() => undefined);
}

const notInjected = (why: string): Outcome => ({ status: "not_injected", why });

async function inject(field: Battlefield, planned: PlannedFault): Promise<Outcome> {
  if (field.signal.aborted) return notInjected("the run was stopped");
  field.onFault(describeFault(planned));
  const { fault, forMs } = planned;
  switch (fault.type) {
    case "kill_worker":
      return killWorker(field, fault);
    case "stop_worker":
      return stopWorker(field, fault, forMs);
    case "kill_web":
      return killSupervised(field, "web");
    case "kill_sandbox":
      return killSandbox(field);
    case "stop_postgres":
      return stopPostgres(field, fault);
    case "cut_connections":
      return cutConnections(field);
    case "misbehave":
      return misbehave(field, fault, forMs);
  }
}

type FaultOf<T extends Fault["type"]> = Extract<Fault, { type: T }>;

const NOT_RUNNING = "it did not run at that moment";

async function killWorker(
  { workers, admin }: Battlefield,
  { worker }: FaultOf<"kill_worker">,
): Promise<Outcome> {
  // While the database is away nobody's work can be known: such a kill is not measured.
  const number = await inTime(workers.findNumber(worker));
  const pid = workers.findPid(worker);
  if (pid === null) return notInjected(NOT_RUNNING);
  const fromMs = Date.now();
  process.kill(pid, "SIGKILL");
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

async function stopWorker(
  { workers, signal }: Battlefield,
  { worker }: FaultOf<"stop_worker">,
  forMs: number,
): Promise<Outcome> {
  const pid = workers.findPid(worker);
  if (pid === null) return notInjected(NOT_RUNNING);
  const fromMs = Date.now();
  process.kill(pid, "SIGSTOP");
  await until(fromMs + forMs, signal);
  // Killed meanwhile, its id may be another's by now.
  if (workers.findPid(worker) === pid) process.kill(pid, "SIGCONT");
  return { status: "injected", fromMs, toMs: Date.now(), seen: { type: "nothing" } };
}

async function killSupervised(
  { instance }: Battlefield,
  name: "web" | "sandbox",
): Promise<Outcome> {
  const pid = instance.findPid(name);
  if (pid === null) return notInjected(NOT_RUNNING);
  const fromMs = Date.now();
  process.kill(pid, "SIGKILL");
  return { status: "injected", fromMs, toMs: Date.now(), seen: { type: "nothing" } };
}

const BACK_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;

async function killSandbox(field: Battlefield): Promise<Outcome> {
  const killed = await killSupervised(field, "sandbox");
  if (killed.status === "not_injected") return killed;
  const url = `${field.instance.facts().sandboxUrl}/__sandbox/health`;
  const isBack = await awaitFact(async () => {
    const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    return answer.ok || null;
  });
  if (isBack) await field.scenarios.armAgain();
  return { ...killed, toMs: Date.now() };
}

async function stopPostgres(
  { instance, admin }: Battlefield,
  { how }: FaultOf<"stop_postgres">,
): Promise<Outcome> {
  const pid = instance.findPid("postgres");
  if (pid === null) return notInjected(NOT_RUNNING);
  const fromMs = Date.now();
  process.kill(pid, how === "crash" ? "SIGKILL" : "SIGINT");
  const backAtMs = await awaitFact(async () => {
    const { rows } = await admin.query<{ at: Date }>("select pg_postmaster_start_time() as at");
    const atMs = rows[0]?.at.getTime() ?? 0;
    return atMs > fromMs ? atMs : null;
  });
  if (backAtMs === null) throw new Error("Postgres did not come back within a minute");
  return {
    status: "injected",
    fromMs,
    toMs: Date.now(),
    seen: { type: "postgres_back", backAtMs },
  };
}

/** What the question answers once it does; null when it never did. */
async function awaitFact<T>(ask: () => Promise<T | null>): Promise<T | null> {
  for (const untilMs = Date.now() + BACK_WITHIN_MS; Date.now() < untilMs; ) {
    const answer = await ask().catch(() => null);
    if (answer !== null) return answer;
    await pause(LOOK_EVERY_MS);
  }
  return null;
}

const CUT = `
  select count(pg_terminate_backend(pid))::int as count from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

async function cutConnections({ admin }: Battlefield): Promise<Outcome> {
  const fromMs = Date.now();
  const { rows } = await admin.query<{ count: number }>(CUT);
  if ((rows[0]?.count ?? 0) === 0) return notInjected("nobody was connected");
  return { status: "injected", fromMs, toMs: Date.now(), seen: { type: "nothing" } };
}

async function misbehave(
  { scenarios, signal }: Battlefield,
  { scenario }: FaultOf<"misbehave">,
  forMs: number,
): Promise<Outcome> {
  const askedAtMs = Date.now();
  const armed = await scenarios.arm(scenario, forMs);
  if (armed === null) return notInjected("the partners were away");
  const fromMs = Date.now();
  await until(askedAtMs + forMs, signal);
  const met = await armed.disarm();
  return { status: "injected", fromMs, toMs: Date.now(), seen: { type: "misbehaved", met } };
}
