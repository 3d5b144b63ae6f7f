import type { Pool } from "pg";
import { CIRCUIT_OF, type Circuit, NOTICES } from "#server/circuits/circuit";
import type { StepRuntime } from "#server/fulfillment/step-runtime";
import type { FetchedJob } from "#server/queue/fetch-jobs";
import { NOTICE_QUEUE, QUEUES, type Queue } from "#server/queue/queues";
import { releaseJob } from "#server/queue/release-job";
import { admissionOf } from "./bulkheads.ts";
import type { Capacity } from "./capacity.ts";
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
  const { pool, worker, bulkheads, circuits, log } = runtime;
  const loops = new Map<string, FetchLoop>(
    QUEUES.map((queue) => [
      queue,
      new FetchLoop({
        pool,
        queue,
        worker,
        bulkhead: bulkheads.of(queue),
        admission: () => admissionOf(circuits, queue),
        start: (jobs, admission) =>
          admission === "probing"
            ? probe(runtime, queue, jobs)
            : begin(runtime, queue, jobs, false),
        log,
      }),
    ]),
  );
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

async function begin(
  runtime: LoopRuntime,
  queue: Queue,
  jobs: FetchedJob[],
  isProbe: boolean,
): Promise<void> {
  const bulkhead = runtime.bulkheads.of(queue);
  if (queue === NOTICE_QUEUE) await startNoticeJobs({ ...runtime, bulkhead }, jobs, isProbe);
  else await startSagaJobs({ ...runtime, bulkhead }, queue, jobs, isProbe);
}

/** The one call that tries: unless another worker's does already, in which case the job goes back. */
async function probe(runtime: LoopRuntime, queue: Queue, jobs: FetchedJob[]): Promise<void> {
  const circuit = circuitOf(queue);
  if (circuit && (await runtime.circuits.claimProbe(circuit))) {
    return begin(runtime, queue, jobs, true);
  }
  // Nobody called for it here: whoever takes it next must not reckon that we did.
  for (const { id, redelivered } of jobs) {
    await releaseJob(runtime.pool, { queue, jobId: id }, { fetched: true, redelivered });
  }
}

function circuitOf(queue: Queue): Circuit | null {
  if (queue === "cancel-order") return null;
  return queue === NOTICE_QUEUE ? NOTICES : CIRCUIT_OF[queue];
}
