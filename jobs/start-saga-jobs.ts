import type { Pool } from "pg";
import { z } from "zod";
import { CIRCUIT_OF } from "#server/circuits/circuit";
import type { FetchedSagaJob } from "#server/fulfillment/fetch-saga-jobs";
import { loadOrdersOfSagas } from "#server/fulfillment/load-orders";
import { loadSagas } from "#server/fulfillment/load-sagas";
import { runSteps } from "#server/fulfillment/run-step";
import type { QueuedSaga } from "#server/fulfillment/saga-row";
import type { StepRuntime } from "#server/fulfillment/step-runtime";
import type { FulfillmentOrder } from "#server/partners/types";
import type { SagaJobData } from "#server/queue/queues";
import { releaseJob } from "#server/queue/release-job";
import { canCarryOn } from "#server/saga/decide-unreadable";
import type { Build } from "#server/saga/definition";
import { plan } from "#server/saga/plan";
import type { Directive, Saga, SagaJob } from "#server/saga/types";
import type { Bulkhead } from "./capacity.ts";

const jobData = z.object({
  sagaUuid: z.uuid(),
  dispatch: z.number().int().positive(),
  holder: z.number().int().nullable(),
}) satisfies z.ZodType<SagaJobData>;

type SagaJobRuntime = StepRuntime & { pool: Pool; bulkhead: Bulkhead };

/**
 * Starts a batch of fetched jobs of one saga queue; each goes its own way. A job
 * whose dispatch is over is only removed.
 */
export async function startSagaJobs(
  runtime: SagaJobRuntime,
  queue: SagaJob,
  jobs: readonly FetchedSagaJob[],
  isProbe: boolean,
): Promise<void> {
  const fetched = jobs.flatMap((job) => {
    const data = jobData.safeParse(job.data);
    // Our own net has fired while we still work under it. Asked at once: while the rows are
    // read that work may end, and what was read would be answered too late.
    if (data.success) return runtime.inHand.hasJob(job.id) ? [] : [{ job, data: data.data }];
    // Left to its dead letter: it must not take those fetched with it down.
    runtime.log.error({ queue, jobId: job.id }, "saga.job_unreadable");
    return [];
  });
  const newest = await loadAgain(runtime.pool, fetched).catch(async (error) => {
    // Nothing was called yet: whoever can read the rows may have these jobs at once.
    await Promise.allSettled(fetched.map((each) => giveBack(runtime.pool, queue, each)));
    throw error;
  });
  let tries = false;
  for (const { job, data } of fetched) {
    const { saga: found, order } = newest.get(data.sagaUuid) ?? job;
    const task = taskOf(data, { found, order, build: runtime.build });
    // Its job may have served for more than one step (ADR 38): then another partner is called.
    const isTry = isProbe && task.type === "call" && task.wanted.job === queue;
    tries ||= isTry;
    begin(runtime, { queue, job, data, isProbe: isTry }, task);
  }
  if (isProbe && !tries && queue !== "cancel-order") {
    void runtime.circuits.giveUpProbe(CIRCUIT_OF[queue]);
  }
}

/** Each runs on by itself: everything it can fail with is handled inside. */
function begin(
  runtime: SagaJobRuntime,
  { queue, job, data, isProbe }: Omit<Start, "saga" | "wanted" | "order">,
  task: Task,
): void {
  switch (task.type) {
    case "call":
      void start(runtime, { queue, job, data, ...task, isProbe });
      break;
    case "park":
      void parkUnreadable(runtime, queue, job.id, data.sagaUuid);
      break;
    case "discard":
      void discard(runtime, queue, job.id);
      break;
    case "leave":
      // Removing it would end the saga in silence; left alone, its job comes again until the rows are mended.
      runtime.log.error({ ...data }, task.because);
      break;
  }
}

type Task =
  | { type: "call"; saga: Saga; wanted: Directive; order: FulfillmentOrder }
  | { type: "park" | "discard" }
  | { type: "leave"; because: "saga.row_damaged" | "saga.order_rows_missing" };

type Read = {
  found: QueuedSaga | undefined;
  order: FulfillmentOrder | undefined;
  build: Build;
};

function taskOf({ dispatch }: SagaJobData, { found, order, build }: Read): Task {
  if (!found) return { type: "leave", because: "saga.row_damaged" };
  const isItsJob = found.jobDispatch === dispatch;
  if (found.type === "opaque") return { type: isItsJob ? "park" : "discard" };
  const { saga } = found;
  const wanted = plan(saga);
  if (!wanted || !isItsJob) return { type: "discard" };
  if (!canCarryOn(saga, build)) return { type: "park" };
  return order
    ? { type: "call", saga, wanted, order }
    : { type: "leave", because: "saga.order_rows_missing" };
}

type Fetched = { job: FetchedSagaJob; data: SagaJobData };
type Rows = Pick<FetchedSagaJob, "saga" | "order">;

/**
 * The rows of those that somebody had before, this very process perhaps: what came
 * with the fetch may be older than the end of that work.
 */
async function loadAgain(
  pool: Pool,
  fetched: readonly Fetched[],
): Promise<ReadonlyMap<string, Rows>> {
  const sagaUuids = fetched.flatMap(({ job, data }) => (job.redelivered ? [data.sagaUuid] : []));
  if (sagaUuids.length === 0) return new Map();
  const [sagas, orders] = await Promise.all([
    loadSagas(pool, sagaUuids),
    loadOrdersOfSagas(pool, sagaUuids),
  ]);
  return new Map(
    sagaUuids.map((sagaUuid) => {
      const saga = sagas.get(sagaUuid);
      const order = saga?.type === "saga" ? orders.get(saga.saga.orderUuid) : undefined;
      return [sagaUuid, { saga, order }];
    }),
  );
}

function giveBack(pool: Pool, queue: SagaJob, fetched: Fetched): Promise<void> {
  const job = { queue, jobId: fetched.job.id };
  return releaseJob(pool, job, { fetched: true, redelivered: fetched.job.redelivered });
}

type Start = {
  queue: SagaJob;
  job: FetchedSagaJob;
  data: SagaJobData;
  saga: Saga;
  wanted: Directive;
  order: FulfillmentOrder;
  isProbe: boolean;
};

async function start(
  runtime: SagaJobRuntime,
  { queue, job, data, saga, wanted, order, isProbe }: Start,
): Promise<void> {
  const place = runtime.bulkhead.take();
  try {
    const work = {
      saga,
      // Not the queue's: its job may have served for more than one step (ADR 38).
      job: wanted.job,
      dispatch: wanted.dispatch,
      ticket: { queue, jobId: job.id },
      net: { dispatch: data.dispatch, fetched: true, untilMs: job.untilMs },
      place,
      redelivered: job.redelivered,
      isProbe,
    };
    await runSteps(runtime, work, order);
  } catch (error) {
    runtime.log.error({ err: error, ...data }, "saga.run_failed");
  }
}

/** Written by a newer build: nobody is called, and the saga waits until that build takes it up. */
async function parkUnreadable(
  runtime: SagaJobRuntime,
  queue: SagaJob,
  jobId: string,
  sagaUuid: string,
): Promise<void> {
  try {
    const ticket = { queue, jobId };
    await runtime.committer.submit({
      type: "upkeep",
      sagaUuid,
      input: { type: "unreadable" },
      ticket,
    });
    runtime.log.warn({ sagaUuid }, "saga.unreadable");
  } catch (error) {
    runtime.log.error({ err: error, sagaUuid }, "saga.unreadable_not_recorded");
  }
}

async function discard(runtime: SagaJobRuntime, queue: SagaJob, jobId: string): Promise<void> {
  try {
    await runtime.committer.submit({ type: "discard", ticket: { queue, jobId } });
  } catch (error) {
    runtime.log.warn({ err: error, queue, jobId }, "saga.job_not_discarded");
  }
}
