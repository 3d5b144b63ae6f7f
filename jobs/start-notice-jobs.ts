import type { Pool } from "pg";
import { z } from "zod";
import { loadOrders } from "#server/fulfillment/load-orders";
import { findSagasOfOrders } from "#server/fulfillment/load-sagas";
import { loadTold } from "#server/fulfillment/load-told";
import { sendNotice } from "#server/fulfillment/send-notice";
import type { StepRuntime } from "#server/fulfillment/step-runtime";
import type { Ticket } from "#server/fulfillment/submissions";
import { noticeFor } from "#server/notifications/decide-notice";
import type { FetchedJob } from "#server/queue/fetch-jobs";
import { NOTICE_QUEUE, type NoticeJobData } from "#server/queue/queues";
import type { Bulkhead } from "./capacity.ts";

const jobData = z.object({
  orderUuid: z.uuid(),
  kind: z.enum(["shipped", "cancelled"]),
  attempt: z.number().int().nonnegative(),
  doubted: z.boolean(),
}) satisfies z.ZodType<NoticeJobData>;

type NoticeRuntime = StepRuntime & { pool: Pool; bulkhead: Bulkhead };

/** Starts a batch of messages to customers. The state is read at send time: a stale message is dropped. */
export async function startNoticeJobs(
  runtime: NoticeRuntime,
  jobs: readonly FetchedJob[],
  isProbe: boolean,
): Promise<void> {
  const fetched = jobs.flatMap((job) => {
    const data = jobData.safeParse(job.data);
    // Fetched before: whoever had it may have sent the message and died.
    const lost = job.redelivered;
    if (data.success) {
      return [{ id: job.id, data: { ...data.data, doubted: data.data.doubted || lost } }];
    }
    // Left to its dead letter: it must not take those fetched with it down.
    runtime.log.error({ jobId: job.id }, "notice.job_unreadable");
    return [];
  });
  const uuids = fetched.map(({ data }) => data.orderUuid);
  const [sagas, orders, told] = await Promise.all([
    findSagasOfOrders(runtime.pool, uuids),
    loadOrders(runtime.pool, uuids),
    loadTold(runtime.pool, uuids),
  ]);
  for (const { id, data } of fetched) {
    const saga = sagas.get(data.orderUuid);
    const order = orders.get(data.orderUuid);
    if (!saga || !order) continue;
    // Stale if the order has moved on, or a person has told the customer meanwhile.
    const isWanted =
      noticeFor(saga.position) === data.kind && told.get(data.orderUuid) !== data.kind;
    const { orderUuid, kind, attempt, doubted } = data;
    const ticket: Ticket = { queue: NOTICE_QUEUE, jobId: id };
    const work = { orderUuid, kind, attempt, doubted, ticket, place: runtime.bulkhead.take() };
    void sendNotice(runtime, work, { wanted: isWanted ? { saga, order } : null, isProbe });
  }
}
