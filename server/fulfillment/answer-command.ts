import { decide } from "#server/saga/decide";
import type { Input } from "#server/saga/inputs";
import type { Actor } from "#server/saga/types";
import { applyDecision } from "./apply-decision.ts";
import type { Batch } from "./batch.ts";
import { circumstancesOf } from "./circumstances.ts";
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
  const versionBefore = saga.version;
  const decision = decide(saga, inputOf(submission), circumstancesOf(batch));
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
