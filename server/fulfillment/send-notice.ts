import { NOTICES } from "#server/circuits/circuit";
import { HELD } from "#server/notifications/decide-notice";
import type { FulfillmentOrder, NoticeReply } from "#server/partners/types";
import { NOTICE_TIMEOUT_MS } from "#server/queue/queues";
import type { Saga } from "#server/saga/types";
import type { StepRuntime } from "./step-runtime.ts";
import type { NoticeWork } from "./submissions.ts";
import { withTimeout } from "./with-timeout.ts";

type NoticeRuntime = Pick<
  StepRuntime,
  "committer" | "partners" | "circuits" | "signal" | "inHand" | "log"
>;

/** What the message is made of; null when it is stale by now, and only its job is to be removed. */
type Wanted = { saga: Saga; order: FulfillmentOrder } | null;

/** Sends one message to a customer and records what became of it. Never throws: a job that is left comes again. */
export async function sendNotice(
  runtime: NoticeRuntime,
  { orderUuid, kind, attempt, doubted, ticket, place }: NoticeWork,
  { wanted, isProbe }: { wanted: Wanted; isProbe: boolean },
): Promise<void> {
  const { committer, inHand, log } = runtime;
  inHand.begin(ticket.jobId, ticket.jobId);
  try {
    const reply = wanted ? await notify(runtime, { kind, isProbe }, wanted) : null;
    await committer.submit({ type: "notice", orderUuid, kind, attempt, doubted, reply, ticket });
  } catch (error) {
    // The job comes again; the same Message-ID makes a second message recognisable.
    log.error({ err: error, orderUuid, kind }, "notice.not_recorded");
  } finally {
    inHand.end(ticket.jobId, ticket.jobId);
    place.free();
  }
}

async function notify(
  { partners, circuits, signal }: NoticeRuntime,
  { kind, isProbe }: { kind: NoticeWork["kind"]; isProbe: boolean },
  { saga, order }: NonNullable<Wanted>,
): Promise<NoticeReply> {
  const admission = circuits.admission(NOTICES).type;
  const mayLeave = admission === "closed" || (admission === "probing" && isProbe);
  if (!mayLeave) return { type: "transient", code: HELD };
  const notice = {
    kind,
    order,
    trackingNumber: saga.references.trackingNumber,
    causeCode: saga.failure?.code ?? null,
  };
  const reply = await withTimeout(signal, NOTICE_TIMEOUT_MS, (cut) => partners.notify(notice, cut));
  // Not awaited: it catches its own errors, and the message's fate need not wait for it.
  void circuits.report(NOTICES, reply, { isProbe });
  return reply;
}
