import type { Pool } from "pg";
import { CIRCUIT_OF, type Circuit, NOTICES } from "#server/circuits/circuit";
import { fetchSagaJobs } from "#server/fulfillment/fetch-saga-jobs";
import type { StepRuntime } from "#server/fulfillment/step-runtime";
import { type FetchedJob, fetchJobs } from "#server/queue/fetch-jobs";
import { NOTICE_QUEUE, QUEUES, type Queue } from "#server/queue/queues";
import { releaseJob } from "#server/queue/release-job";
import { admissionOf } from "./bulkheads.ts";
import type { Bulkhead, Capacity } from "./capacity.ts";
import { FetchLoop } from "./fetch-loop.ts";
import { startNoticeJobs } from "./start-notice-jobs.ts";
import { startSagaJobs } from "./start-saga-jobs.ts";

type LoopRuntime = StepRuntime & {
  pool: Pool;
  bulkheads: Capacity;
  worker: number;
};

export type Loops = {
  run(): void;
  wake(queue: string): void;
  wakeAll(): void;
  /** Nothing more is taken; resolves when the fetches under way have ended. */
  stop(): Promise<void>;
};

/** One fetch loop a queue, each with room of its own and at the mercy of its partner's circuit. */
export function openLoops(runtime: LoopRuntime): Loops {
  const loops = new Map(QUEUES.map((queue) => [queue as string, openLoop(runtime, queue)]));
  return {
    run: () => {
      for (const loop of loops.values()) loop.run();
    },
    wake: (queue) => loops.get(queue)?.wake(),
    wakeAll: () => {
      for (const loop of loops.values()) loop.wake();
    },
    stop: async () => {
      await Promise.all([...loops.values()].map((loop) => loop.stop()));
    },
  };
}

function openLoop(
  runtime: LoopRuntime,
  queue: Queue,
): { run(): void; wake(): void; stop(): Promise<void> } {
  return queue === NOTICE_QUEUE
    ? loopOf(runtime, queue, {
        fetch: (count) => fetchJobs(runtime.pool, queue, { worker: runtime.worker, count }),
        begin: startNoticeJobs,
      })
    : loopOf(runtime, queue, {
        fetch: (count) => fetchSagaJobs(runtime.pool, queue, { worker: runtime.worker, count }),
        begin: (each, jobs, isProbe) => startSagaJobs(each, queue, jobs, isProbe),
      });
}

type Work<Job> = {
  fetch: (count: number) => Promise<Job[]>;
  begin: (
    runtime: LoopRuntime & { bulkhead: Bulkhead },
    jobs: Job[],
    isProbe: boolean,
  ) => Promise<void>;
};

function loopOf<Job extends FetchedJob>(
  runtime: LoopRuntime,
  queue: Queue,
  { fetch, begin }: Work<Job>,
): FetchLoop<Job> {
  const { bulkheads, circuits, log } = runtime;
  const bulkhead = bulkheads.of(queue);
  const start = (jobs: Job[], isProbe: boolean) => begin({ ...runtime, bulkhead }, jobs, isProbe);
  return new FetchLoop({
    queue,
    bulkhead,
    admission: () => admissionOf(circuits, queue),
    fetch,
    start: async (jobs, admission) => {
      if (admission === "closed") return start(jobs, false);
      if (await mayTry(runtime, queue, jobs)) await start(jobs, true);
    },
    log,
  });
}

/** One call tries: unless another worker's does already, in which case the job goes back. */
async function mayTry(
  runtime: LoopRuntime,
  queue: Queue,
  jobs: readonly FetchedJob[],
): Promise<boolean> {
  const circuit = circuitOf(queue);
  if (circuit && (await runtime.circuits.claimProbe(circuit))) return true;
  // Nobody called for it here: whoever takes it next must not reckon that we did.
  for (const { id, redelivered } of jobs) {
    await releaseJob(runtime.pool, { queue, jobId: id }, { fetched: true, redelivered });
  }
  return false;
}

function circuitOf(queue: Queue): Circuit | null {
  if (queue === "cancel-order") return null;
  return queue === NOTICE_QUEUE ? NOTICES : CIRCUIT_OF[queue];
}
