import { openPool } from "#db/pool";
import type { CircuitPolicy } from "#server/circuits/circuit";
import { PartnerCircuits } from "#server/circuits/partner-circuits";
import type { WorkerEnv } from "#server/env";
import { Committer } from "#server/fulfillment/committer";
import { InHand } from "#server/fulfillment/in-hand";
import type { StepRuntime } from "#server/fulfillment/step-runtime";
import type { Log } from "#server/log";
import type { Partners } from "#server/partners/types";
import { openBoss } from "#server/queue/open-boss";
import { releaseJob } from "#server/queue/release-job";
import { type Build, THIS_BUILD } from "#server/saga/definition";
import { DEFAULT_POLICY, type Policy } from "#server/saga/policy";
import { awaitDatabase } from "./await-database.ts";
import { handOverTo, openBulkheads } from "./bulkheads.ts";
import { Liveness } from "./liveness.ts";
import { type Loops, openLoops } from "./open-loops.ts";
import { TakeOver } from "./take-over.ts";
import { openUpkeep, UPKEEP, type UpkeepOptions } from "./upkeep.ts";
import { CheckpointWriter } from "./write-checkpoints.ts";

/** Calls that are still out after this long are cut, so that a stop always ends. */
const STOP_GRACE_MS = 20_000;
const POOL_SIZE = 6;
/** For fetching jobs and loading what they are about; a few loops are busy at a time. */
const JOB_POOL_SIZE = 4;
/** With two, both cores were a fifth idle while everything waited for a commit. */
const COMMIT_LANES = 3;

export type Worker = {
  committer: Committer;
  /** The jobs whose call is out, or whose answer is not recorded yet. */
  inHand(): string[];
  /** Takes nothing more, lets what is under way end, gives back what was handed over. */
  stop(): Promise<void>;
};

/**
 * A worker: fetches jobs, calls partners, records outcomes. Any number may run,
 * on any host; each may be killed at any moment.
 */
export async function openWorker(options: {
  env: Pick<WorkerEnv, "DATABASE_URL" | "WORKER_CONCURRENCY">;
  partners: Partners;
  log: Log;
  policy?: Policy;
  /** What this process can read and carry on; another one only in tests of a deployment. */
  build?: Build;
  circuitPolicy?: CircuitPolicy;
  upkeep?: Partial<UpkeepOptions>;
  /** Absent: the chain's head is noted in the log alone. */
  checkpointsFile?: string;
  /** Aborted when the process is told to stop before it has begun. */
  stopped?: AbortSignal;
}): Promise<Worker> {
  const { env, partners, log, build = THIS_BUILD } = options;
  let loops: Loops | null = null;
  const wakeAll = () => loops?.wakeAll();
  const open = (options: { maxConnections: number; byKey?: boolean }) =>
    openPool({
      ...options,
      url: env.DATABASE_URL,
      applicationName: "backstitch-worker",
      onIdleError: (error) => log.warn({ err: error }, "database.connection_lost"),
    });
  const pool = open({ maxConnections: POOL_SIZE });
  const jobPool = open({ maxConnections: JOB_POOL_SIZE, byKey: true });
  await awaitDatabase(pool, log, options.stopped ?? new AbortController().signal);
  const boss = await openBoss({
    pool,
    databaseUrl: env.DATABASE_URL,
    supervise: true,
    onWake: (queue) => loops?.wake(queue),
    onError: (error) => log.error({ err: error }, "queue.error"),
  });
  const liveness = new Liveness({ databaseUrl: env.DATABASE_URL, log });
  const worker = liveness.workerNumber;
  const circuits = new PartnerCircuits({
    pool,
    log,
    worker,
    onAdmitting: wakeAll,
    ...(options.circuitPolicy && { policy: options.circuitPolicy }),
  });
  const bulkheads = openBulkheads(env.WORKER_CONCURRENCY);
  const committer = new Committer({
    databaseUrl: env.DATABASE_URL,
    policy: options.policy ?? DEFAULT_POLICY,
    build,
    handOver: handOverTo(worker, { bulkheads, circuits }),
    lanes: COMMIT_LANES,
    onLost: (error) => log.warn({ err: error }, "committer.connection_lost"),
  });
  const inHand = new InHand();
  const takeOver = new TakeOver({
    pool,
    boss,
    worker,
    inHand: () => inHand.jobs,
    onTaken: wakeAll,
    log,
  });
  const checkpoints = new CheckpointWriter({ pool, file: options.checkpointsFile ?? null, log });
  const cut = new AbortController();
  let stopping = false;
  const steps: StepRuntime = {
    build,
    committer,
    partners,
    circuits,
    signal: cut.signal,
    isStopping: () => stopping,
    inHand,
    release: (ticket, state) => releaseJob(pool, ticket, state),
    log,
  };
  const upkeep = openUpkeep({ pool, boss, committer, build, partners, worker, log }, circuits, {
    ...UPKEEP,
    ...(options.policy && { policy: options.policy }),
    ...options.upkeep,
  });
  const running = openLoops({ ...steps, pool: jobPool, bulkheads, worker });
  loops = running;

  await circuits.start();
  await liveness.start();
  running.run();
  takeOver.start();
  upkeep.start();
  checkpoints.start();
  log.info({ worker, concurrency: env.WORKER_CONCURRENCY }, "worker.started");

  const stop = async () => {
    stopping = true;
    await takeOver.stop();
    await upkeep.stop();
    await running.stop();
    const timer = setTimeout(() => cut.abort(), STOP_GRACE_MS);
    await bulkheads.drained();
    clearTimeout(timer);
    await committer.close();
    await circuits.stop();
    await checkpoints.stop();
    await boss.stop({ graceful: false });
    await liveness.stop();
    await partners.close();
    await Promise.all([pool.end(), jobPool.end()]);
    log.info("worker.stopped");
  };
  let stopped: Promise<void> | null = null;
  return {
    committer,
    inHand: () => inHand.jobs,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
