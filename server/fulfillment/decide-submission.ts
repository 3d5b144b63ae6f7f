import { decideNotice } from "#server/notifications/decide-notice";
import { jobIdOf } from "#server/queue/job-id";
import { decide } from "#server/saga/decide";
import { reject, SYSTEM } from "#server/saga/facts";
import type { Actor } from "#server/saga/types";
import { answerCommand } from "./answer-command.ts";
import type { KeyedAnswers } from "./answer-keyed.ts";
import { answerNote } from "./answer-note.ts";
import { appendToOrder, applyDecision } from "./apply-decision.ts";
import type { Batch } from "./batch.ts";
import { circumstancesOf } from "./circumstances.ts";
import type { KeyClaims } from "./claim-keys.ts";
import { parkOpaque } from "./park-opaque.ts";
import type {
  AnsweredAction,
  CancelReceipt,
  CancelSubmission,
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

/** What is known of keys and action ids before anything is decided. */
type Known = {
  answers: KeyedAnswers;
  claims: KeyClaims;
  actions: ReadonlyMap<string, AnsweredAction>;
};

/** Decides one submission against the batch as the ones before it have left it. */
export function decideSubmission(
  batch: Batch,
  submission: Submission,
  { answers, claims, actions }: Known,
): ReceiptOf<Submission> {
  switch (submission.type) {
    case "place":
      return answers.places.get(submission) ?? place(batch, submission);
    case "cancel":
      return answers.cancels.get(submission) ?? cancel(batch, submission, claims);
    case "outcome":
      return outcome(batch, submission);
    case "notice":
      return notice(batch, submission);
    case "upkeep":
      return upkeep(batch, submission);
    case "command":
      return answerCommand(batch, submission, actions);
    case "note":
      return answerNote(batch, submission);
    case "discard":
      batch.settleJob(submission.ticket.queue, submission.ticket.jobId);
      return { type: "committed" };
  }
}

function place(batch: Batch, { order, actor, again }: PlaceSubmission): PlaceReceipt {
  const { orderUuid, sagaUuid, orderNumber, replacesOrderId, lines } = order;
  const decision = decide(
    batch.saga(sagaUuid),
    { type: "start", sagaUuid, orderUuid, orderNumber, lineCount: lines.length, replacesOrderId },
    circumstancesOf(batch),
  );
  if (decision.type !== "accepted") throw new Error(`Bug: a new saga was ${decision.type}`);
  applyDecision(batch, sagaUuid, decision.events, {
    correlationId: orderUuid,
    causationId: again?.actionId ?? orderUuid,
    actor,
    ...(again && { actionId: again.actionId }),
  });
  if (again) batch.agains.push(again);
  return { type: "placed", orderUuid, orderNumber, placedAt: batch.now };
}

/** Whatever became of the order: the wish is kept, and asking again changes nothing. */
function cancel(batch: Batch, submission: CancelSubmission, claims: KeyClaims): CancelReceipt {
  const { sagaUuid, orderUuid, clientId, cancelId, reasonCode } = submission;
  const by: Actor = { type: "storefront", id: clientId };
  const decision = batch.opaque.has(sagaUuid)
    ? reject("newer_version")
    : decide(
        batch.saga(sagaUuid),
        { type: "undo", by, reason: reasonCode, revision: null },
        circumstancesOf(batch),
      );
  if (decision.type === "rejected") {
    // Without a revision nothing else refuses an undo.
    if (decision.code !== "newer_version") throw new Error(`Bug: a cancel was ${decision.code}`);
    batch.refusedCancels.push(submission);
    return { type: "newer_version" };
  }
  if (decision.type === "accepted") {
    applyDecision(batch, sagaUuid, decision.events, {
      correlationId: orderUuid,
      causationId: cancelId,
      actor: by,
    });
  }
  return { type: "requested", requestedAt: claims.get(submission) ?? batch.now };
}

function outcome(batch: Batch, submission: OutcomeSubmission): OutcomeReceipt {
  const { sagaUuid, dispatch, job, reply } = submission;
  const opaque = batch.opaque.get(sagaUuid);
  if (opaque) {
    if (opaque.dispatch === dispatch) {
      batch.settleJob(submission.ticket.queue, submission.ticket.jobId);
      parkOpaque(batch, opaque, causeOf(submission));
    }
    return { type: "late" };
  }
  const saga = batch.saga(sagaUuid);
  if (saga.position === "NOT_STARTED") return { type: "late" };
  const input = { type: "outcome", dispatch, job, reply } as const;
  const decision = decide(saga, input, circumstancesOf(batch));
  if (decision.type !== "accepted") return { type: "late" };
  applyDecision(batch, sagaUuid, decision.events, {
    correlationId: saga.orderUuid,
    causationId: causeOf(submission),
    actor: SYSTEM,
  });
  const isLate = decision.events.some(({ type }) => type === "LateOutcomeObserved");
  // What becomes of its job is planned with what comes next.
  return isLate ? { type: "late" } : { type: "committed", next: null, notice: null };
}

/** An outcome's own dispatch, though it may have been done under the job of an earlier one (ADR 38). */
function causeOf({ sagaUuid, dispatch, ticket, net }: OutcomeSubmission): string {
  return net && net.dispatch !== dispatch ? jobIdOf(sagaUuid, dispatch) : ticket.jobId;
}

function upkeep(batch: Batch, { sagaUuid, input, ticket }: UpkeepSubmission): UpkeepReceipt {
  if (ticket) batch.settleJob(ticket.queue, ticket.jobId);
  const causedAt = (dispatch: number) => ticket?.jobId ?? `upkeep:${input.type}:${dispatch}`;
  // A job that was given up names the dispatch under which it was queued.
  const isStale = input.type === "dead_letter" && input.dispatch !== batch.jobDispatch(sagaUuid);
  const opaque = batch.opaque.get(sagaUuid);
  if (opaque) {
    if (!isStale) parkOpaque(batch, opaque, causedAt(opaque.dispatch));
    return { type: "decided", decision: opaque.isOpen && !isStale ? "accepted" : "ignored" };
  }
  const saga = batch.saga(sagaUuid);
  if (isStale || saga.position === "NOT_STARTED") return { type: "decided", decision: "ignored" };
  const current = input.type === "dead_letter" ? { ...input, dispatch: saga.dispatch } : input;
  const decision = decide(saga, current, circumstancesOf(batch));
  if (decision.type === "accepted") {
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
  if (next) batch.addNotice(orderUuid, kind, next, { startAfter: next.afterSeconds });
  return { type: "committed" };
}
