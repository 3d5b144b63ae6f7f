import { newUuid } from "#server/ids";
import { jobIdOf } from "#server/queue/job-id";
import { NET_MS } from "#server/queue/queues";
import { plan } from "#server/saga/plan";
import type { Outcome, Saga } from "#server/saga/types";
import type {
  CancelSubmission,
  CommandSubmission,
  NewOrder,
  OutcomeSubmission,
} from "../submissions.ts";

/** What a worker would submit for the saga's current dispatch. */
export function answering(
  saga: Saga,
  reply: Outcome = { type: "succeeded", reference: `ref-${saga.dispatch}` },
): OutcomeSubmission {
  const directive = plan(saga);
  if (!directive) throw new Error(`saga ${saga.sagaUuid} has nothing to answer`);
  const { job, dispatch } = directive;
  return {
    type: "outcome",
    sagaUuid: saga.sagaUuid,
    orderUuid: saga.orderUuid,
    dispatch,
    job,
    reply,
    ticket: { queue: job, jobId: jobIdOf(saga.sagaUuid, dispatch) },
  };
}

/** The same by a worker that has fetched the saga's first job and goes on under it, which it may for so long. */
export function answeringUnderFirst(
  saga: Saga,
  { leftMs = NET_MS, reply }: { leftMs?: number; reply?: Outcome } = {},
): OutcomeSubmission {
  return {
    ...answering(saga, reply),
    seen: saga,
    ticket: { queue: "create-prescription", jobId: jobIdOf(saga.sagaUuid, 1) },
    net: { dispatch: 1, fetched: true, untilMs: performance.now() + leftMs },
  };
}

/** What a person would submit who looks at the saga as it is. */
export function asking(
  saga: Saga,
  command: CommandSubmission["command"],
  changes: Partial<CommandSubmission> = {},
): CommandSubmission {
  return {
    type: "command",
    sagaUuid: saga.sagaUuid,
    actionId: newUuid(),
    actorId: "account-1",
    reasonCode: "customer_asked",
    note: null,
    revision: saga.revision,
    command,
    ...changes,
  };
}

/** What a storefront would submit that wants its order back, under a key of its own. */
export function cancelling({ orderUuid, sagaUuid, clientId }: NewOrder): CancelSubmission {
  return {
    type: "cancel",
    cancelId: newUuid(),
    orderUuid,
    sagaUuid,
    clientId,
    reasonCode: "customer_request",
    idempotency: {
      key: newUuid(),
      operation: "orders.cancel",
      fingerprint: `cancel-of-${orderUuid}`,
    },
  };
}
