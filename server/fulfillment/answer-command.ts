import { decideResend } from "#server/notifications/decide-resend";
import { decideToldByPhone } from "#server/notifications/decide-told-by-phone";
import { decide } from "#server/saga/decide";
import type { DomainEvent } from "#server/saga/events";
import type { Input } from "#server/saga/inputs";
import type { Actor, Decision, Saga } from "#server/saga/types";
import { appendToOrder, applyDecision } from "./apply-decision.ts";
import type { Batch } from "./batch.ts";
import { circumstancesOf } from "./circumstances.ts";
import type { EventMetadata } from "./event-codec.ts";
import type { AnsweredAction, CommandReceipt, CommandSubmission } from "./submissions.ts";

/** Decides a person's wish, and keeps it with its answer: the same action id is answered once. */
export function answerCommand(
  batch: Batch,
  submission: CommandSubmission,
  actions: ReadonlyMap<string, AnsweredAction>,
): CommandReceipt {
  const answered = actions.get(submission.actionId) ?? batch.answeredAction(submission.actionId);
  if (answered && isSameWish(answered, submission)) return answered.receipt;
  if (batch.opaque.has(submission.sagaUuid)) {
    return refusal("newer_version", submission.revision);
  }
  const saga = batch.saga(submission.sagaUuid);
  if (saga.position === "NOT_STARTED") return { type: "not_found" };
  // Under an id that is taken it can neither be carried out nor kept.
  if (answered) return refusal("action_id_used", saga.revision);
  const metadata: EventMetadata = {
    correlationId: saga.orderUuid,
    causationId: submission.actionId,
    actor: { type: "person", id: submission.actorId },
    actionId: submission.actionId,
  };
  const decision = decideWish(batch, saga, submission, metadata);
  const after = batch.saga(submission.sagaUuid);
  const revision = after.position === "NOT_STARTED" ? saga.revision : after.revision;
  const receipt = receiptOf(decision, revision);
  batch.recordAction(submission, receipt, saga.version);
  return receipt;
}

type Decided = Decision<DomainEvent> | { type: "rejected"; code: string; until: null };

function ask(batch: Batch, submission: CommandSubmission, metadata: EventMetadata): Decided {
  const { sagaUuid } = submission;
  const decision = decide(batch.saga(sagaUuid), inputOf(submission), circumstancesOf(batch));
  if (decision.type === "accepted") applyDecision(batch, sagaUuid, decision.events, metadata);
  return decision;
}

function decideWish(
  batch: Batch,
  saga: Saga,
  submission: CommandSubmission,
  metadata: EventMetadata,
): Decided {
  const { type } = submission.command;
  if (type !== "told_by_phone" && type !== "resend_notice") return ask(batch, submission, metadata);
  if (submission.revision !== saga.revision) {
    return { type: "rejected", code: "moved_on", until: null };
  }
  return type === "told_by_phone"
    ? tellByPhone(batch, saga, metadata)
    : resendNotice(batch, saga, metadata);
}

function tellByPhone(batch: Batch, saga: Saga, metadata: EventMetadata): Decided {
  const decision = decideToldByPhone(headOf(batch, saga), saga.position);
  if (decision.type === "accepted") {
    appendToOrder(batch, saga.orderUuid, decision.events, metadata);
  }
  return decision;
}

/** Queued in the commit that says so; what becomes of it is the message's own story. */
function resendNotice(batch: Batch, saga: Saga, metadata: EventMetadata): Decided {
  const decision = decideResend(headOf(batch, saga), saga.position);
  if (decision.type !== "accepted") return decision;
  appendToOrder(batch, saga.orderUuid, decision.events, metadata);
  batch.addNotice(saga.orderUuid, decision.kind, { attempt: 0, doubted: false });
  return decision;
}

function headOf(batch: Batch, { orderUuid }: Saga): NonNullable<ReturnType<Batch["order"]>> {
  const head = batch.order(orderUuid);
  if (!head) throw new Error(`Bug: order ${orderUuid} was not locked`);
  return head;
}

function receiptOf(decision: Decided, revision: number): CommandReceipt {
  switch (decision.type) {
    case "accepted":
      return { type: "decided", decision: "accepted", code: null, until: null, revision };
    case "ignored":
      return {
        type: "decided",
        decision: "ignored",
        code: decision.because,
        until: null,
        revision,
      };
    case "rejected": {
      const { code, until } = decision;
      return { type: "decided", decision: "rejected", code, until, revision };
    }
  }
}

function isSameWish(answered: AnsweredAction, wish: CommandSubmission): boolean {
  return (
    answered.sagaUuid === wish.sagaUuid &&
    answered.kind === wish.command.type &&
    answered.actorId === wish.actorId
  );
}

function refusal(code: string, revision: number): CommandReceipt {
  return { type: "decided", decision: "rejected", code, until: null, revision };
}

function inputOf({ command, actorId, reasonCode, revision }: CommandSubmission): Input {
  const by: Actor = { type: "person", id: actorId };
  const asked = { by, reason: reasonCode, revision };
  switch (command.type) {
    case "retry":
    case "undo":
    case "hold":
    case "release":
      return { type: command.type, ...asked };
    case "told_by_phone":
    case "resend_notice":
      throw new Error("Bug: what the customer was told is no matter of the saga");
    case "resolve": {
      const { happened, reference, trackingNumber } = command;
      return { type: "resolve", ...asked, happened, reference, trackingNumber };
    }
  }
}
