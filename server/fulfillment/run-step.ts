import type { Log } from "#server/log";
import type { FulfillmentOrder, Partners } from "#server/partners/types";
import { ATTEMPT_TIMEOUT_MS, LEASE_MS } from "#server/saga/definition";
import { REDELIVERED } from "#server/saga/facts";
import type { Reply, SagaJob } from "#server/saga/types";
import type { Committer } from "./committer.ts";
import type { PartnerHolds } from "./partner-holds.ts";
import type { HandedOver } from "./submissions.ts";

export type StepRuntime = {
  committer: Committer;
  partners: Partners;
  holds: PartnerHolds;
  /** Aborted when the process must end at once; a call cut by it counts as unknown. */
  signal: AbortSignal;
  /** No new call is begun once this is true. */
  isStopping: () => boolean;
  /** What this process is calling for now, as saga and dispatch. */
  inFlight: Set<string>;
  /** Gives work that was not begun back to whoever is alive, without waiting for its lease. */
  release: (work: HandedOver, state: { fetched: boolean; redelivered: boolean }) => Promise<void>;
  log: Log;
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
  first: HandedOver & { redelivered: boolean },
  order: FulfillmentOrder,
): Promise<void> {
  let work: HandedOver | null = first;
  let { redelivered } = first;
  while (work) {
    if (runtime.isStopping()) {
      return runtime.release(work, { fetched: work === first, redelivered });
    }
    // Our own net can fire while we still hold its work: one process must not call twice.
    const key = `${work.saga.sagaUuid}:${work.dispatch}`;
    if (runtime.inFlight.has(key)) return;
    runtime.inFlight.add(key);
    try {
      const reply: Reply =
        redelivered && work.job !== "cancel-order"
          ? { type: "unknown", code: REDELIVERED }
          : await call(runtime, work, order);
      redelivered = false;
      work = await record(runtime, work, reply);
    } finally {
      runtime.inFlight.delete(key);
    }
  }
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
    return receipt.next && isFresh(receipt.next.job, submittedMs) ? receipt.next : null;
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

async function call(
  { partners, holds, signal }: StepRuntime,
  { saga, job, dispatch }: HandedOver,
  order: FulfillmentOrder,
): Promise<Reply> {
  // Local: the order is cancelled by the commit that records this.
  if (job === "cancel-order") return { type: "succeeded", reference: null };
  if (holds.isHeld(job)) return { type: "not_sent", code: "partner_held" };
  return partners.steps[job]({
    sagaUuid: saga.sagaUuid,
    order,
    startedAt: saga.startedAt,
    references: saga.references,
    inDoubt: saga.inDoubtSince !== null,
    requestId: `${saga.sagaUuid}.${dispatch}`,
    signal: AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS[job])]),
  });
}
