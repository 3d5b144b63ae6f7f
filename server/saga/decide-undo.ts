import { causeOf } from "./decide-forward.ts";
import type { DomainEvent } from "./events.ts";
import { accept, again, park, stepUndone, waitOrPark } from "./facts.ts";
import type { Circumstances } from "./inputs.ts";
import { budgetOf } from "./policy.ts";
import type { Decision, Reply, Saga, Work } from "./types.ts";

/**
 * The answer to the undo under way. An undo is never given up in silence: what
 * is refused, or stays unknown, waits for a person.
 */
export function decideUndo(
  saga: Saga,
  work: Work,
  reply: Reply,
  circumstances: Circumstances,
): Decision<DomainEvent> {
  switch (reply.type) {
    case "succeeded":
      return accept(...undone(saga, work, reply.nothingToUndo === true));
    case "rejected":
      return accept(park("COMPENSATION_REFUSED", reply.code));
    case "unknown":
      return accept(...unknown(saga, work, reply.code, circumstances));
    case "pending":
    case "not_sent":
    case "transient":
    case "misconfigured":
      return accept(waitOrPark(saga, reply, circumstances));
  }
}

function undone(saga: Saga, work: Work, nothingToUndo: boolean): DomainEvent[] {
  if (work.step === "order") {
    const cause = saga.failure ?? { step: "order", code: causeOf(saga) };
    return [
      { type: "OrderCancelled", data: cause },
      {
        type: "OrderFulfillmentSagaStateChanged",
        data: { from: saga.position, to: "CANCELLED" },
      },
    ];
  }
  const { step } = work;
  const entry = stepUndone(step, { nothingToUndo, byHand: false });
  if (saga.inDoubtSince === null) return [entry];
  return [
    { type: "StepOutcomeResolved", data: { step, direction: "undo", happened: true } },
    entry,
  ];
}

function unknown(
  saga: Saga,
  work: Work,
  code: string,
  circumstances: Circumstances,
): DomainEvent[] {
  const attempt = saga.attempt + 1;
  const noted: DomainEvent = {
    type: "StepOutcomeUnknown",
    data: { step: work.step, direction: "undo", code, attempt },
  };
  const usedUp = attempt >= budgetOf(work.step, "undo", circumstances.policy);
  return [
    noted,
    usedUp ? park("COMPENSATION_EXHAUSTED", code) : again(saga, "unknown", code, circumstances),
  ];
}
