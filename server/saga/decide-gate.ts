import { causeOf } from "./decide-forward.ts";
import type { DomainEvent, SagaEvent } from "./events.ts";
import { accept, again, park, stepUndone, turn, waitOrPark } from "./facts.ts";
import type { Circumstances } from "./inputs.ts";
import { budgetOf } from "./policy.ts";
import type { Decision, Reply, Saga, Step, Work } from "./types.ts";

/**
 * The answer to an undo that was asked for before the position changed. Voided,
 * or never made: the saga turns. Refused: it stays what it is. Nothing else is
 * undone before the carrier has answered.
 */
export function decideGate(
  saga: Saga,
  work: Work,
  reply: Reply,
  circumstances: Circumstances,
): Decision<DomainEvent> {
  if (work.step === "order") throw new Error("Bug: the order itself has no gate");
  const { step } = work;
  switch (reply.type) {
    case "succeeded":
      return accept(...opened(saga, step, reply.nothingToUndo === true));
    case "rejected":
      return accept(...refused(saga, reply.code, circumstances));
    case "unknown":
      return accept(...unknown(saga, step, reply.code, circumstances));
    case "pending":
    case "not_sent":
    case "transient":
    case "misconfigured":
      return accept(waitOrPark(saga, reply, circumstances));
  }
}

function opened(saga: Saga, step: Step, nothingToUndo: boolean): SagaEvent[] {
  const voided = stepUndone(step, { nothingToUndo, byHand: false });
  if (saga.position === "CANCELLED") return [voided];
  const settled: SagaEvent[] =
    saga.inDoubtSince === null
      ? []
      : [{ type: "StepOutcomeResolved", data: { step, direction: "undo", happened: true } }];
  return [...settled, voided, ...turn(saga, step, causeOf(saga), true)];
}

function refused(saga: Saga, code: string, { now, policy }: Circumstances): SagaEvent[] {
  if (saga.position === "CANCELLED") return [park("COMPENSATION_REFUSED", code)];
  const deadlineAt = saga.position === "COMPLETED" ? null : now + policy.deadlineMs;
  const answered: SagaEvent[] =
    saga.cancelRequestedAt === null ? [] : [{ type: "CancelRejected", data: { code, deadlineAt } }];
  if (saga.position === "COMPLETED") return answered;
  // A label that cannot be voided exists: learn its number by asking for it again, by reference.
  return [
    ...answered,
    {
      type: "StepRetryScheduled",
      data: {
        step: "shipment",
        direction: "forward",
        gate: false,
        because: "refused",
        code,
        dueAt: now,
      },
    },
  ];
}

function unknown(saga: Saga, step: Step, code: string, circumstances: Circumstances): SagaEvent[] {
  const attempt = saga.attempt + 1;
  const noted: SagaEvent = {
    type: "StepOutcomeUnknown",
    data: { step, direction: "undo", code, attempt },
  };
  if (attempt < budgetOf(step, "undo", circumstances.policy)) {
    return [noted, again(saga, "unknown", code, circumstances)];
  }
  const cleaningUp = saga.position === "CANCELLED";
  return [noted, park(cleaningUp ? "COMPENSATION_EXHAUSTED" : "OUTCOME_UNKNOWN", code)];
}
