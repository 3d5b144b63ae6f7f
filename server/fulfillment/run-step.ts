import { CIRCUIT_OF, notSent } from "#server/circuits/circuit";
import type { FulfillmentOrder } from "#server/partners/types";
import { NOTICE_LEASE_MS, NOTICE_TIMEOUT_MS } from "#server/queue/queues";
import { ATTEMPT_TIMEOUT_MS } from "#server/saga/definition";
import { REDELIVERED } from "#server/saga/facts";
import type { Reply } from "#server/saga/types";
import { workKey } from "./in-hand.ts";
import { sendNotice } from "./send-notice.ts";
import type { StepRuntime } from "./step-runtime.ts";
import type { Handed, HandedNotice, HandedOver, Place } from "./submissions.ts";
import { withTimeout } from "./with-timeout.ts";

export type FetchedWork = HandedOver & {
  /** Somebody may have called for it before. */
  redelivered: boolean;
  /** The one call that may try whether its partner is well again. */
  isProbe: boolean;
};

const NOTHING: Handed = { next: null, notice: null };

/**
 * Runs a saga's job, records what came of it, and goes on with the saga's next
 * one for as long as this process may. The partner is called outside any
 * transaction, so a call may happen twice: the reference makes that harmless.
 *
 * Whatever goes wrong between the call and the commit is left to the queued job:
 * it comes again, and counts as a call whose outcome is unknown.
 */
export async function runSteps(
  runtime: StepRuntime,
  first: FetchedWork,
  order: FulfillmentOrder,
): Promise<void> {
  let next: HandedOver | null = first;
  while (next) {
    const work: HandedOver = next;
    const isFirst = work === first;
    const { redelivered, isProbe } = isFirst ? first : { redelivered: false, isProbe: false };
    let handed = NOTHING;
    try {
      if (runtime.isStopping()) {
        const { fetched } = work.net;
        return await runtime.release(work.ticket, { fetched, redelivered, to: work.job });
      }
      handed = await runStep(runtime, work, { redelivered, isProbe }, order);
    } finally {
      if (!goesAlong(work.place, handed)) work.place.free();
    }
    next = handed.next;
    // Not waited for: what the saga does next, if anything, does not hang on it.
    if (handed.notice) void tell(runtime, handed.notice, order);
  }
}

const goesAlong = (place: Place, { next, notice }: Handed) =>
  next?.place === place || notice?.place === place;

async function runStep(
  runtime: StepRuntime,
  work: HandedOver,
  state: { redelivered: boolean; isProbe: boolean },
  order: FulfillmentOrder,
): Promise<Handed> {
  // Our own net can fire while we still hold its work: one process must not call twice.
  const key = workKey(work.saga.sagaUuid, work.dispatch);
  const doneUnder = runtime.inHand.jobOf(key);
  if (doneUnder !== undefined) {
    // A second job of the same work is in nobody's way once it is gone.
    if (doneUnder !== work.ticket.jobId) await discard(runtime, work);
    return NOTHING;
  }
  runtime.inHand.begin(key, work.ticket.jobId);
  try {
    return await record(runtime, work, await replyTo(runtime, work, state, order));
  } finally {
    runtime.inHand.end(key, work.ticket.jobId);
  }
}

/** Tells the customer of a saga that has just ended. */
async function tell(
  runtime: StepRuntime,
  notice: HandedNotice,
  order: FulfillmentOrder,
): Promise<void> {
  if (!runtime.isStopping()) {
    const wanted = { saga: notice.saga, order };
    return sendNotice(runtime, notice, { wanted, isProbe: false });
  }
  try {
    await runtime.release(notice.ticket, { fetched: false, redelivered: false });
  } catch (error) {
    runtime.log.warn({ err: error, orderUuid: notice.orderUuid }, "notice.not_released");
  } finally {
    notice.place.free();
  }
}

async function discard({ committer, log }: StepRuntime, { ticket }: HandedOver): Promise<void> {
  try {
    await committer.submit({ type: "discard", ticket });
  } catch (error) {
    log.warn({ err: error, ...ticket }, "saga.job_not_discarded");
  }
}

async function replyTo(
  { partners, circuits, signal }: StepRuntime,
  { saga, job, dispatch }: HandedOver,
  { redelivered, isProbe }: { redelivered: boolean; isProbe: boolean },
  order: FulfillmentOrder,
): Promise<Reply> {
  // Local: the order is cancelled by the commit that records this.
  if (job === "cancel-order") return { type: "succeeded", reference: null };
  const circuit = CIRCUIT_OF[job];
  const report = (reply: Reply): Reply => {
    // Not awaited: what is learnt about a partner must not hold its order up. It catches its own errors.
    void circuits.report(circuit, reply, { isProbe });
    return reply;
  };
  if (redelivered) return report({ type: "unknown", code: REDELIVERED });
  const admission = circuits.admission(circuit);
  const mayLeave = admission.type === "closed" || (admission.type === "probing" && isProbe);
  if (!mayLeave) return report(notSent(admission));
  const reply = await withTimeout(signal, ATTEMPT_TIMEOUT_MS[job], (cut) =>
    partners.steps[job]({
      sagaUuid: saga.sagaUuid,
      order,
      startedAt: saga.startedAt,
      references: saga.references,
      inDoubt: saga.inDoubtSince !== null,
      requestId: `${saga.sagaUuid}.${dispatch}`,
      signal: cut,
    }),
  );
  return report(reply);
}

async function record(
  runtime: StepRuntime,
  { saga, dispatch, job, ticket, net, place }: HandedOver,
  reply: Reply,
): Promise<Handed> {
  const { sagaUuid, orderUuid } = saga;
  const submittedMs = performance.now();
  try {
    const receipt = await runtime.committer.submit({
      type: "outcome",
      sagaUuid,
      orderUuid,
      dispatch,
      job,
      reply,
      ticket,
      net,
      seen: saga,
      place,
    });
    if (receipt.type === "late") {
      runtime.log.info({ sagaUuid, dispatch, job, outcome: reply.type }, "saga.outcome_late");
      return NOTHING;
    }
    return keepFresh(receipt, performance.now() - submittedMs);
  } catch (error) {
    runtime.log.error({ err: error, sagaUuid, dispatch, job }, "saga.outcome_not_recorded");
    return NOTHING;
  }
}

/**
 * After a long stall somebody else may hold this work: with too little of its
 * net's time left for a whole attempt it is left to that.
 */
function keepFresh({ next, notice }: Handed, sinceMs: number): Handed {
  const keepsStep = !next || performance.now() + ATTEMPT_TIMEOUT_MS[next.job] < next.net.untilMs;
  const keepsNotice = sinceMs < NOTICE_LEASE_MS - NOTICE_TIMEOUT_MS;
  if (!keepsStep) next.place.free();
  if (!keepsNotice) notice?.place.free();
  return { next: keepsStep ? next : null, notice: keepsNotice ? notice : null };
}
