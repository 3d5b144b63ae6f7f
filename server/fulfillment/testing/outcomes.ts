import { newUuid } from "#server/ids";
import { jobIdOf } from "#server/queue/job-id";
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
