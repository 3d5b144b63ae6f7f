import type { Pool } from "pg";
import type { Job } from "pg-boss";
import { z } from "zod";
import type { Committer } from "#server/fulfillment/committer";
import { loadOrders } from "#server/fulfillment/load-orders";
import { findSagasOfOrders } from "#server/fulfillment/load-sagas";
import type { PartnerHolds } from "#server/fulfillment/partner-holds";
import type { Log } from "#server/log";
import { HELD, noticeFor } from "#server/notifications/decide-notice";
import type { FulfillmentOrder, NoticeReply, Partners } from "#server/partners/types";
import { NOTICE_QUEUE, type NoticeJobData } from "#server/queue/queues";
import type { Saga } from "#server/saga/types";
import type { Slots } from "./slots.ts";

const jobData = z.object({
  orderUuid: z.uuid(),
  kind: z.enum(["shipped", "cancelled"]),
  attempt: z.number().int().nonnegative(),
  doubted: z.boolean(),
}) satisfies z.ZodType<NoticeJobData>;

/** One attempt at a message, connection to last byte. */
const NOTICE_TIMEOUT_MS = 20_000;

type NoticeRuntime = {
  pool: Pool;
  committer: Committer;
  partners: Partners;
  holds: PartnerHolds;
  slots: Slots;
  signal: AbortSignal;
  log: Log;
};

/** Starts a batch of messages to customers. The state is read at send time: a stale message is dropped. */
export async function startNoticeJobs(
  runtime: NoticeRuntime,
  jobs: readonly Job<unknown>[],
): Promise<void> {
  const fetched = jobs.flatMap((job) => {
    const data = jobData.safeParse(job.data);
    // Fetched before: whoever had it may have sent the message and died.
    const lost = job.retryCount > 0;
    if (data.success) {
      return [{ id: job.id, data: { ...data.data, doubted: data.data.doubted || lost } }];
    }
    // Left to its dead letter: it must not take those fetched with it down.
    runtime.log.error({ jobId: job.id }, "notice.job_unreadable");
    return [];
  });
  const uuids = fetched.map(({ data }) => data.orderUuid);
  const [sagas, orders] = await Promise.all([
    findSagasOfOrders(runtime.pool, uuids),
    loadOrders(runtime.pool, uuids),
  ]);
  for (const { id, data } of fetched) {
    const saga = sagas.get(data.orderUuid);
    const order = orders.get(data.orderUuid);
    if (!saga || !order) continue;
    void runtime.slots.hold(() => send(runtime, id, data, saga, order));
  }
}

async function send(
  runtime: NoticeRuntime,
  jobId: string,
  { orderUuid, kind, attempt, doubted }: NoticeJobData,
  saga: Saga,
  order: FulfillmentOrder,
): Promise<void> {
  try {
    const current = noticeFor(saga.position) === kind;
    const reply = current ? await notify(runtime, kind, saga, order) : null;
    await runtime.committer.submit({
      type: "notice",
      orderUuid,
      kind,
      attempt,
      doubted,
      reply,
      ticket: { queue: NOTICE_QUEUE, jobId },
    });
  } catch (error) {
    // The job comes again; the same Message-ID makes a second message recognisable.
    runtime.log.error({ err: error, orderUuid, kind }, "notice.not_recorded");
  }
}

async function notify(
  { partners, holds, signal }: NoticeRuntime,
  kind: NoticeJobData["kind"],
  saga: Saga,
  order: FulfillmentOrder,
): Promise<NoticeReply> {
  if (holds.isNotifierHeld()) return { type: "transient", code: HELD };
  return partners.notify(
    {
      kind,
      order,
      trackingNumber: saga.references.trackingNumber,
      causeCode: saga.failure?.code ?? null,
    },
    AbortSignal.any([signal, AbortSignal.timeout(NOTICE_TIMEOUT_MS)]),
  );
}
