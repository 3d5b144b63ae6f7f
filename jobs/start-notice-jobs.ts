import type { Pool } from "pg";
import type { Job } from "pg-boss";
import { z } from "zod";
import { NOTICES } from "#server/circuits/circuit";
import type { PartnerCircuits } from "#server/circuits/partner-circuits";
import type { Committer } from "#server/fulfillment/committer";
import { loadOrders } from "#server/fulfillment/load-orders";
import { findSagasOfOrders } from "#server/fulfillment/load-sagas";
import { loadTold } from "#server/fulfillment/load-told";
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
  circuits: PartnerCircuits;
  slots: Slots;
  signal: AbortSignal;
  log: Log;
};

/** Starts a batch of messages to customers. The state is read at send time: a stale message is dropped. */
export async function startNoticeJobs(
  runtime: NoticeRuntime,
  jobs: readonly Job<unknown>[],
  isProbe: boolean,
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
    void send({ ...runtime, isProbe }, id, data, isWanted ? { saga, order } : null);
  }
}

async function send(
  runtime: NoticeRuntime & { isProbe: boolean },
  jobId: string,
  { orderUuid, kind, attempt, doubted }: NoticeJobData,
  wanted: { saga: Saga; order: FulfillmentOrder } | null,
): Promise<void> {
  const place = runtime.slots.take();
  try {
    const reply = wanted ? await notify(runtime, kind, wanted) : null;
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
  } finally {
    place.free();
  }
}

async function notify(
  { partners, circuits, signal, isProbe }: NoticeRuntime & { isProbe: boolean },
  kind: NoticeJobData["kind"],
  { saga, order }: { saga: Saga; order: FulfillmentOrder },
): Promise<NoticeReply> {
  const admission = circuits.admission(NOTICES).type;
  const mayLeave = admission === "closed" || (admission === "probing" && isProbe);
  if (!mayLeave) return { type: "transient", code: HELD };
  const reply = await partners.notify(
    {
      kind,
      order,
      trackingNumber: saga.references.trackingNumber,
      causeCode: saga.failure?.code ?? null,
    },
    AbortSignal.any([signal, AbortSignal.timeout(NOTICE_TIMEOUT_MS)]),
  );
  // Not awaited: it catches its own errors, and the message's fate need not wait for it.
  void circuits.report(NOTICES, reply, { isProbe });
  return reply;
}
