import { decideNotice } from "#server/notifications/decide-notice";
import { decide } from "#server/saga/decide";
import { SYSTEM } from "#server/saga/facts";
import { answerCommand } from "./answer-command.ts";
import { appendToOrder, applyDecision } from "./apply-decision.ts";
import type { Batch } from "./batch.ts";
import { circumstancesOf } from "./circumstances.ts";
import { parkOpaque } from "./park-opaque.ts";
import type {
  AnsweredAction,
  NoticeReceipt,
  NoticeSubmission,
  OutcomeReceipt,
  OutcomeSubmission,
  PlaceReceipt,
  PlaceSubmission,
  ReceiptOf,
  Submission,
  UpkeepReceipt,
  UpkeepSubmission,
} from "./submissions.ts";
import type { PlaceAnswers } from "./write-new-orders.ts";

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
    case "upkeep":
      return upkeep(batch, submission);
    case "command":
      return answerCommand(batch, submission, actions);
    case "discard":
      batch.settleJob(submission.ticket.queue, submission.ticket.jobId);
      return { type: "committed" };
  }
}

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
    circumstancesOf(batch),
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
  const opaque = batch.opaque.get(sagaUuid);
  if (opaque) {
    if (opaque.dispatch === dispatch) parkOpaque(batch, opaque, ticket.jobId);
    return { type: "late" };
  }
  const saga = batch.saga(sagaUuid);
  if (saga.position === "NOT_STARTED") return { type: "late" };
  const input = { type: "outcome", dispatch, job, reply } as const;
  const decision = decide(saga, input, circumstancesOf(batch));
  if (decision.type !== "accepted") return { type: "late" };
  applyDecision(batch, sagaUuid, decision.events, {
    correlationId: saga.orderUuid,
    causationId: ticket.jobId,
    actor: SYSTEM,
  });
  const late = decision.events.some(({ type }) => type === "LateOutcomeObserved");
  return late ? { type: "late" } : { type: "committed", next: null };
}

function upkeep(batch: Batch, { sagaUuid, input, ticket }: UpkeepSubmission): UpkeepReceipt {
  if (ticket) batch.settleJob(ticket.queue, ticket.jobId);
  const causedAt = (dispatch: number) => ticket?.jobId ?? `upkeep:${input.type}:${dispatch}`;
  const opaque = batch.opaque.get(sagaUuid);
  if (opaque) {
    const isStale = input.type === "dead_letter" && input.dispatch !== opaque.dispatch;
    if (!isStale) parkOpaque(batch, opaque, causedAt(opaque.dispatch));
    return { type: "decided", decision: opaque.isOpen && !isStale ? "accepted" : "ignored" };
  }
  const saga = batch.saga(sagaUuid);
  const decision = decide(saga, input, circumstancesOf(batch));
  if (decision.type === "accepted" && saga.position !== "NOT_STARTED") {
    applyDecision(batch, sagaUuid, decision.events, {
      correlationId: saga.orderUuid,
      causationId: causedAt(saga.dispatch),
      actor: SYSTEM,
    });
  }
  return { type: "decided", decision: decision.type };
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
