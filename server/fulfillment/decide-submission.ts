import { decideNotice } from "#server/notifications/decide-notice";
import { decide } from "#server/saga/decide";
import { THIS_BUILD } from "#server/saga/definition";
import type { Circumstances, Input } from "#server/saga/inputs";
import type { Actor } from "#server/saga/types";
import { appendToOrder, applyDecision } from "./apply-decision.ts";
import type { Batch } from "./batch.ts";
import type {
  AnsweredAction,
  CommandReceipt,
  CommandSubmission,
  NoticeReceipt,
  NoticeSubmission,
  OutcomeReceipt,
  OutcomeSubmission,
  PlaceReceipt,
  PlaceSubmission,
  ReceiptOf,
  Submission,
} from "./submissions.ts";
import type { PlaceAnswers } from "./write-new-orders.ts";

const SYSTEM: Actor = { type: "system" };

/** Decides one submission against the batch as the ones before it have left it. */
export function decideSubmission(
  batch: Batch,
  submission: Submission,
  answers: PlaceAnswers,
  actions: ReadonlyMap<string, AnsweredAction>,
): ReceiptOf<Submission> {
  switch (submission.type) {
    case "place":
      return place(batch, submission, answers);
    case "outcome":
      return outcome(batch, submission);
    case "notice":
      return notice(batch, submission);
    case "command":
      return command(batch, submission, actions);
    case "discard":
      batch.settleJob(submission.ticket.queue, submission.ticket.jobId);
      return { type: "committed" };
  }
}

const circumstances = ({ now, policy }: Batch): Circumstances => ({
  now,
  jitter: Math.random(),
  policy,
  build: THIS_BUILD,
});

function place(
  batch: Batch,
  { order, actor }: PlaceSubmission,
  answers: PlaceAnswers,
): PlaceReceipt {
  const answered = answers.get(order.orderUuid);
  if (answered) return answered;
  const { orderUuid, sagaUuid, orderNumber, replacesOrderId, lines } = order;
  const decision = decide(
    batch.saga(sagaUuid),
    { type: "start", sagaUuid, orderUuid, orderNumber, lineCount: lines.length, replacesOrderId },
    circumstances(batch),
  );
  if (decision.type !== "accepted") throw new Error(`Bug: a new saga was ${decision.type}`);
  applyDecision(batch, sagaUuid, decision.events, {
    correlationId: orderUuid,
    causationId: orderUuid,
    actor,
  });
  return { type: "placed", orderUuid, orderNumber, placedAt: batch.now };
}

function outcome(batch: Batch, submission: OutcomeSubmission): OutcomeReceipt {
  const { sagaUuid, dispatch, job, reply, ticket } = submission;
  batch.settleJob(ticket.queue, ticket.jobId);
  const saga = batch.saga(sagaUuid);
  if (saga.position === "NOT_STARTED") return { type: "late" };
  const decision = decide(saga, { type: "outcome", dispatch, job, reply }, circumstances(batch));
  if (decision.type !== "accepted") return { type: "late" };
  applyDecision(batch, sagaUuid, decision.events, {
    correlationId: saga.orderUuid,
    causationId: ticket.jobId,
    actor: SYSTEM,
  });
  const late = decision.events.some(({ type }) => type === "LateOutcomeObserved");
  return late ? { type: "late" } : { type: "committed", next: null };
}

function notice(batch: Batch, submission: NoticeSubmission): NoticeReceipt {
  const { orderUuid, kind, reply, ticket } = submission;
  batch.settleJob(ticket.queue, ticket.jobId);
  const head = batch.order(orderUuid);
  if (!head || !reply) return { type: "committed" };
  // A second copy of the job, or of its answer, finds the customer told already.
  if (head.noticeKind === kind && head.noticeState === "told") return { type: "committed" };
  // The order was taken back while the message was under way: what counts now is the next one.
  if (kind === "shipped" && head.cancelledAt !== null) return { type: "committed" };
  const { events, next } = decideNotice(head, kind, submission, reply);
  if (events.length > 0) {
    appendToOrder(batch, orderUuid, events, {
      correlationId: orderUuid,
      causationId: ticket.jobId,
      actor: SYSTEM,
    });
  }
  if (next) batch.addNotice(orderUuid, kind, next, next.afterSeconds);
  return { type: "committed" };
}

function command(
  batch: Batch,
  submission: CommandSubmission,
  actions: ReadonlyMap<string, AnsweredAction>,
): CommandReceipt {
  const answered = actions.get(submission.actionId) ?? batch.answeredAction(submission.actionId);
  if (answered && isSameWish(answered, submission)) return answered.receipt;
  const saga = batch.saga(submission.sagaUuid);
  if (saga.position === "NOT_STARTED") return { type: "not_found" };
  // Under an id that is taken it can neither be carried out nor kept.
  if (answered) return refusal("action_id_used", saga.revision);
  const versionBefore = saga.version;
  const decision = decide(saga, inputOf(submission), circumstances(batch));
  let revision = saga.revision;
  if (decision.type === "accepted") {
    const after = applyDecision(batch, submission.sagaUuid, decision.events, {
      correlationId: saga.orderUuid,
      causationId: submission.actionId,
      actor: { type: "person", id: submission.actorId },
      actionId: submission.actionId,
    });
    revision = after.revision;
  }
  const receipt: CommandReceipt = {
    type: "decided",
    decision: decision.type,
    code:
      decision.type === "rejected"
        ? decision.code
        : decision.type === "ignored"
          ? decision.because
          : null,
    until: decision.type === "rejected" ? decision.until : null,
    revision,
  };
  batch.recordAction(submission, receipt, versionBefore);
  return receipt;
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
    case "resolve": {
      const { happened, reference, trackingNumber } = command;
      return { type: "resolve", ...asked, happened, reference, trackingNumber };
    }
  }
}
