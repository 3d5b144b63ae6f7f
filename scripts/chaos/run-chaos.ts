import { availableParallelism, loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { createStorefrontClient, type StorefrontClient } from "#scripts/demo/storefront-client";
import type { Shutdown } from "#scripts/instance/shutdown";
import { readSandboxHealth } from "#server/audit/ledger";
import { auditInstance } from "./audit-instance.ts";
import { countHeals } from "./count-heals.ts";
import type { Injection, PlannedFault } from "./faults.ts";
import { injectFaults } from "./inject-faults.ts";
import type { ChaosFacts } from "./judge-run.ts";
import { placeTail } from "./liveness-tail.ts";
import type { ChaosInstance } from "./open-instance.ts";
import { type Load, placeLoad } from "./place-load.ts";
import { readEffects } from "./read-effects.ts";
import { readEnds } from "./read-ends.ts";
import { readRecoveries } from "./read-recoveries.ts";
import { Scenarios } from "./scenarios.ts";
import type { ChaosSettings } from "./settings.ts";
import { settle } from "./settle.ts";
import type { Status } from "./show-status.ts";
import { signIn } from "./staff.ts";
import { takeSamples } from "./take-samples.ts";
import { openWorkerPool, type WorkerPool } from "./worker-pool.ts";

export type ChaosRun = {
  settings: ChaosSettings;
  plan: readonly PlannedFault[];
  instance: ChaosInstance;
  admin: pg.Pool;
  shutdown: Shutdown;
  status: Status;
};

/** The sweeper comes every minute, and a retry waits a minute at most. */
const SETTLE_WITHIN_MS = 180_000;
const ALIVE_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;

/** Load and faults, then calm, then everything that the judges need to know. */
export async function runChaos(run: ChaosRun): Promise<ChaosFacts> {
  const { settings, instance, admin, shutdown, status } = run;
  const { requested: signal } = shutdown;
  const workers = openWorkerPool({ instance, admin, workers: settings.workers });
  shutdown.add(() => workers.stop());
  await awaitWorkers(workers, signal);
  const storefront = createStorefrontClient(instance.facts());

  const calm = new AbortController();
  const isOver = AbortSignal.any([signal, calm.signal]);
  const watching = takeSamples(admin, isOver);
  const { load, injections } = await disturb(run, workers, storefront);
  signal.throwIfAborted();
  status.tell("the faults are over; everything is left to calm down");
  const machine = { load: loadavg()[0] ?? 0, cores: availableParallelism() };
  await awaitWorkers(workers, signal);
  const tail = await placeTail(admin, storefront, settings.seed);
  const settled = await settle(admin, {
    withinMs: SETTLE_WITHIN_MS,
    onStanding: (left) => status.show(`left: ${inWords(left)}`),
    signal,
  });
  signal.throwIfAborted();

  calm.abort();
  const samples = await watching;

  status.tell("comparing what is left with what was promised");
  const { sandboxUrl } = instance.facts();
  const acknowledgedAtMs = load.acknowledged.map((each) => each.acknowledgedAtMs);
  return {
    load,
    injections,
    tail,
    settled,
    settleWithinMs: SETTLE_WITHIN_MS,
    ends: await readEnds(admin),
    effects: await readEffects(sandboxUrl),
    partnersHealth: await readSandboxHealth(sandboxUrl),
    recoveries: await readRecoveries(admin, { injections, samples, acknowledgedAtMs }),
    heals: countHeals(instance.dataDir, workers.logNames),
    audit: await auditInstance(instance),
    machine,
  };
}

async function disturb(
  { settings, plan, instance, admin, shutdown, status }: ChaosRun,
  workers: WorkerPool,
  storefront: StorefrontClient,
): Promise<{ load: Load; injections: Injection[] }> {
  const { requested: signal } = shutdown;
  const facts = instance.facts();
  const account = facts.accounts.find(({ role }) => role === "support");
  if (account === undefined) throw new Error("Bug: the product was seeded without support staff");
  const staff = await signIn({ ...account, webUrl: facts.webUrl });
  const scenarios = new Scenarios(facts.sandboxUrl);
  const startedAtMs = Date.now();
  let faults = 0;
  status.tell(`placing ${settings.ordersPerSecond} orders/s at ${facts.webUrl}`);
  const [injections, load] = await Promise.all([
    injectFaults(
      {
        instance,
        workers,
        scenarios,
        admin,
        signal,
        onFault: (words) => {
          faults += 1;
          status.tell(words);
        },
      },
      plan,
      startedAtMs,
    ),
    placeLoad({
      storefront,
      staff,
      seed: settings.seed,
      ordersPerSecond: settings.ordersPerSecond,
      lengthMs: settings.minutes * 60_000,
      startedAtMs,
      onProgress: ({ acknowledged }, placed) =>
        status.show(
          `placed ${placed}, acknowledged ${acknowledged.length}, faults ${faults} of ${plan.length}`,
        ),
      signal,
    }),
  ]);
  await scenarios.clear();
  return { load, injections };
}

const inWords = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ");

async function awaitWorkers(workers: WorkerPool, signal: AbortSignal): Promise<void> {
  for (const untilMs = Date.now() + ALIVE_WITHIN_MS; Date.now() < untilMs; ) {
    signal.throwIfAborted();
    const alive = await workers.countAlive().catch(() => 0);
    if (alive === workers.count) return;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`Not all of the ${workers.count} workers were alive within a minute`);
}

/** A connection that comes back after every restart, and may look at and end every session. */
export function openAdmin(superuserUrl: string): pg.Pool {
  const admin = new pg.Pool({
    connectionString: superuserUrl,
    max: 4,
    connectionTimeoutMillis: 2_000,
    application_name: "backstitch-chaos",
  });
  // We end these connections ourselves, again and again.
  admin.on("error", () => undefined);
  return admin;
}
