import type { Pool } from "pg";
import type { Job } from "pg-boss";
import { z } from "zod";
import { loadOrders } from "#server/fulfillment/load-orders";
import { loadSagas } from "#server/fulfillment/load-sagas";
import { runSteps, type StepRuntime } from "#server/fulfillment/run-step";
import type { FulfillmentOrder } from "#server/partners/types";
import type { SagaJobData } from "#server/queue/queues";
import { LEASE_MS } from "#server/saga/definition";
import { plan } from "#server/saga/plan";
import type { Saga, SagaJob } from "#server/saga/types";
import type { Slots } from "./slots.ts";

const jobData = z.object({
  sagaUuid: z.uuid(),
  dispatch: z.number().int().positive(),
  net: z.boolean(),
}) satisfies z.ZodType<SagaJobData>;

type SagaJobRuntime = StepRuntime & { pool: Pool; slots: Slots };

/**
 * Starts a batch of fetched jobs of one saga queue: two queries for all of them,
 * then each goes its own way. A job whose dispatch is over is only removed.
 */
export async function startSagaJobs(
  runtime: SagaJobRuntime,
  queue: SagaJob,
  jobs: readonly Job<unknown>[],
): Promise<void> {
  const fetched = jobs.flatMap((job) => {
    const data = jobData.safeParse(job.data);
    if (data.success) return [{ job, data: data.data }];
    // Left to its dead letter: it must not take those fetched with it down.
    runtime.log.error({ queue, jobId: job.id }, "saga.job_unreadable");
    return [];
  });
  const sagas = await loadSagas(
    runtime.pool,
    fetched.map(({ data }) => data.sagaUuid),
  );
  const orders = await loadOrders(
    runtime.pool,
    [...sagas.values()].map((saga) => saga.orderUuid),
  );
  for (const { job, data } of fetched) {
    const saga = sagas.get(data.sagaUuid);
    const order = saga && orders.get(saga.orderUuid);
    const wanted = saga && plan(saga)?.dispatch === data.dispatch;
    // Runs on by itself; everything it can fail with is handled inside.
    void runtime.slots.hold(() =>
      wanted && order
        ? start(runtime, { queue, job, data, saga, order })
        : discard(runtime, queue, job.id),
    );
  }
}

type Start = {
  queue: SagaJob;
  job: Job<unknown>;
  data: SagaJobData;
  saga: Saga;
  order: FulfillmentOrder;
};

async function start(
  runtime: SagaJobRuntime,
  { queue, job, data, saga, order }: Start,
): Promise<void> {
  try {
    const work = {
      saga,
      job: queue,
      dispatch: data.dispatch,
      leaseUntil: Date.now() + LEASE_MS[queue],
      ticket: { queue, jobId: job.id },
      redelivered: data.net || job.retryCount > 0,
    };
    await runSteps(runtime, work, order);
  } catch (error) {
    runtime.log.error({ err: error, ...data }, "saga.run_failed");
  }
}

async function discard(runtime: SagaJobRuntime, queue: SagaJob, jobId: string): Promise<void> {
  try {
    await runtime.committer.submit({ type: "discard", ticket: { queue, jobId } });
  } catch (error) {
    runtime.log.warn({ err: error, queue, jobId }, "saga.job_not_discarded");
  }
}
