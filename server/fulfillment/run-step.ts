import { CIRCUIT_OF, notSent } from "#server/circuits/circuit";
import type { PartnerCircuits } from "#server/circuits/partner-circuits";
import type { Log } from "#server/log";
import type { FulfillmentOrder, Partners } from "#server/partners/types";
import { ATTEMPT_TIMEOUT_MS, type Build, LEASE_MS } from "#server/saga/definition";
import { REDELIVERED } from "#server/saga/facts";
import type { Reply, SagaJob } from "#server/saga/types";
import type { Committer } from "./committer.ts";
import type { HandedOver } from "./submissions.ts";

export type StepRuntime = {
  build: Build;
  committer: Committer;
  partners: Partners;
  circuits: PartnerCircuits;
  /** Aborted when the process must end at once; a call cut by it counts as unknown. */
  signal: AbortSignal;
  /** No new call is begun once this is true. */
  isStopping: () => boolean;
  /** What this process is calling for now, as saga and dispatch, with the job it does it for. */
  inFlight: Map<string, string>;
  /** Gives work that was not begun back to whoever is alive, without waiting for its lease. */
  release: (work: HandedOver, state: { fetched: boolean; redelivered: boolean }) => Promise<void>;
  log: Log;
};

export type FetchedWork = HandedOver & {
  /** Somebody may have called for it before. */
  redelivered: boolean;
  /** The one call that may try whether its partner is well again. */
  isProbe: boolean;
};

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
    try {
      if (runtime.isStopping()) {
        return await runtime.release(work, { fetched: isFirst, redelivered });
      }
      next = await runStep(runtime, work, { redelivered, isProbe }, order);
    } finally {
      work.place.free();
    }
  }
}

async function runStep(
  runtime: StepRuntime,
  work: HandedOver,
  state: { redelivered: boolean; isProbe: boolean },
  order: FulfillmentOrder,
): Promise<HandedOver | null> {
  // Our own net can fire while we still hold its work: one process must not call twice.
  const key = `${work.saga.sagaUuid}:${work.dispatch}`;
  const doneFor = runtime.inFlight.get(key);
  if (doneFor !== undefined) {
    // A second job of the same work is in nobody's way once it is gone.
    if (doneFor !== work.ticket.jobId) await discard(runtime, work);
    return null;
  }
  runtime.inFlight.set(key, work.ticket.jobId);
  try {
    return await record(runtime, work, await replyTo(runtime, work, state, order));
  } finally {
    runtime.inFlight.delete(key);
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
  return report(
    await partners.steps[job]({
      sagaUuid: saga.sagaUuid,
      order,
      startedAt: saga.startedAt,
      references: saga.references,
      inDoubt: saga.inDoubtSince !== null,
      requestId: `${saga.sagaUuid}.${dispatch}`,
      signal: AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS[job])]),
    }),
  );
}

async function record(
  runtime: StepRuntime,
  { saga, dispatch, job, ticket }: HandedOver,
  reply: Reply,
): Promise<HandedOver | null> {
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
    });
    if (receipt.type === "late") {
      runtime.log.info({ sagaUuid, dispatch, job, outcome: reply.type }, "saga.outcome_late");
      return null;
    }
    if (receipt.next === null || isFresh(receipt.next.job, submittedMs)) return receipt.next;
    receipt.next.place.free();
    return null;
  } catch (error) {
    runtime.log.error({ err: error, sagaUuid, dispatch, job }, "saga.outcome_not_recorded");
    return null;
  }
}

/**
 * After a long stall somebody else may hold this work: with too little of the
 * lease left for a whole attempt it is left to its net.
 */
function isFresh(job: SagaJob, submittedMs: number): boolean {
  return performance.now() - submittedMs < LEASE_MS[job] - ATTEMPT_TIMEOUT_MS[job];
}
