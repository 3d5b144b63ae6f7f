import { openDatabase } from "#db/client";
import type { WorkerEnv } from "#server/env";
import { Committer } from "#server/fulfillment/committer";
import { PartnerHolds } from "#server/fulfillment/partner-holds";
import type { StepRuntime } from "#server/fulfillment/run-step";
import type { Log } from "#server/log";
import type { Partners } from "#server/partners/types";
import { claimJobs } from "#server/queue/claim-jobs";
import { openBoss } from "#server/queue/open-boss";
import { NOTICE_QUEUE, type Queue, SAGA_QUEUES } from "#server/queue/queues";
import { releaseJob } from "#server/queue/release-job";
import { DEFAULT_POLICY, type Policy } from "#server/saga/policy";
import { FORWARD_JOBS, type SagaJob } from "#server/saga/types";
import { FetchLoop, type FetchLoopOptions } from "./fetch-loop.ts";
import { Liveness } from "./liveness.ts";
import { Slots } from "./slots.ts";
import { startNoticeJobs } from "./start-notice-jobs.ts";
import { startSagaJobs } from "./start-saga-jobs.ts";
import { TakeOver } from "./take-over.ts";
import { CheckpointWriter } from "./upkeep/write-checkpoints.ts";

/** Calls that are still out after this long are cut, so that a stop always ends. */
const STOP_GRACE_MS = 20_000;
const POOL_SIZE = 10;

export type Worker = {
  committer: Committer;
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
  /** Absent: the chain's head is noted in the log alone. */
  checkpointsFile?: string;
}): Promise<Worker> {
  const { env, partners, log } = options;
  const loops = new Map<string, FetchLoop>();
  const database = openDatabase({
    url: env.DATABASE_URL,
    maxConnections: POOL_SIZE,
    applicationName: "backstitch-worker",
    onIdleError: (error) => log.warn({ err: error }, "database.connection_lost"),
  });
  const { pool } = database;
  const boss = await openBoss({
    pool,
    databaseUrl: env.DATABASE_URL,
    supervise: true,
    onWake: (queue) => loops.get(queue)?.wake(),
    onError: (error) => log.error({ err: error }, "queue.error"),
  });
  const liveness = new Liveness({ databaseUrl: env.DATABASE_URL, log });
  const committer = new Committer({
    databaseUrl: env.DATABASE_URL,
    boss,
    policy: options.policy ?? DEFAULT_POLICY,
    worker: liveness.workerNumber,
    onLost: (error) => log.warn({ err: error }, "committer.connection_lost"),
  });
  const holds = new PartnerHolds({ pool, log });
  const takeOver = new TakeOver({
    pool,
    boss,
    worker: liveness.workerNumber,
    onTaken: () => {
      for (const each of loops.values()) each.wake();
    },
    log,
  });
  const checkpoints = new CheckpointWriter({ pool, file: options.checkpointsFile ?? null, log });
  const cut = new AbortController();
  let stopping = false;
  const steps: StepRuntime = {
    committer,
    partners,
    holds,
    signal: cut.signal,
    isStopping: () => stopping,
    inFlight: new Set(),
    release: (work, state) => releaseJob(pool, work.ticket, state),
    log,
  };
  const slots = shareSlots(env.WORKER_CONCURRENCY);

  const loop = (queue: Queue, of: Slots, start: FetchLoopOptions["start"]) =>
    loops.set(
      queue,
      new FetchLoop({
        boss,
        queue,
        slots: of,
        start: async (jobs) => {
          const ids = jobs.map(({ id }) => id);
          await Promise.all([claimJobs(pool, queue, ids, liveness.workerNumber), start(jobs)]);
        },
        log,
      }),
    );
  for (const queue of SAGA_QUEUES) {
    const of = isForward(queue) ? slots.forward : slots.undo;
    loop(queue, of, (jobs) => startSagaJobs({ ...steps, pool, slots: of }, queue, jobs));
  }
  loop(NOTICE_QUEUE, slots.notice, (jobs) =>
    startNoticeJobs({ ...steps, pool, slots: slots.notice }, jobs),
  );

  await holds.start();
  await liveness.start();
  for (const each of loops.values()) each.run();
  takeOver.start();
  checkpoints.start();
  log.info({ concurrency: env.WORKER_CONCURRENCY }, "worker.started");

  const stop = async () => {
    stopping = true;
    takeOver.stop();
    await Promise.all([...loops.values()].map((each) => each.stop()));
    const timer = setTimeout(() => cut.abort(), STOP_GRACE_MS);
    await Promise.all(Object.values(slots).map((each) => each.drained()));
    clearTimeout(timer);
    await committer.close();
    await checkpoints.stop();
    holds.stop();
    await boss.stop({ graceful: false });
    await liveness.stop();
    await partners.close();
    await database.close();
    log.info("worker.stopped");
  };
  let stopped: Promise<void> | null = null;
  return {
    committer,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/**
 * Undo and messages have room of their own: a storm of new orders must not
 * starve what is being taken back.
 */
function shareSlots(concurrency: number): Record<"forward" | "undo" | "notice", Slots> {
  const undo = Math.max(1, Math.floor(concurrency / 4));
  return {
    forward: new Slots(Math.max(1, concurrency - undo)),
    undo: new Slots(undo),
    // A mail server takes few connections at a time.
    notice: new Slots(Math.max(1, Math.min(20, Math.floor(concurrency / 8)))),
  };
}

const isForward = (job: SagaJob) => FORWARD_JOBS.some((forward) => forward === job);
