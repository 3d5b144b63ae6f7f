import { decideForward } from "./decide-forward.ts";
import { decideGate } from "./decide-gate.ts";
import { decideUndo } from "./decide-undo.ts";
import { stepOfForwardJob } from "./definition.ts";
import type { DomainEvent } from "./events.ts";
import { accept, ignore } from "./facts.ts";
import type { Circumstances, InputOf } from "./inputs.ts";
import type { Decision, Saga } from "./types.ts";

/** An answer counts only for the dispatch that asked; anything else is late. */
export function decideOutcome(
  saga: Saga,
  input: InputOf<"outcome">,
  circumstances: Circumstances,
): Decision<DomainEvent> {
  const { work } = saga;
  if (!work || input.dispatch !== saga.dispatch) return late(saga, input);
  if (work.gate) return decideGate(saga, work, input.reply, circumstances);
  if (work.direction === "undo") return decideUndo(saga, work, input.reply, circumstances);
  if (work.step === "order") throw new Error("Bug: the order itself has no forward work");
  return decideForward(saga, work.step, input.reply, circumstances);
}

/**
 * A late answer changes nothing by itself. One exception: something made after
 * the saga was cancelled is undone once more, by reference.
 */
function late(saga: Saga, { dispatch, job, reply }: InputOf<"outcome">): Decision<DomainEvent> {
  if (reply.type === "pending") return ignore("still at work for an older dispatch");
  const made = reply.type === "succeeded" ? stepOfForwardJob(job) : null;
  const listed = saga.stack.some((e) => e.step === made && e.status === "recorded");
  const cleanUp = saga.position === "CANCELLED" && !listed ? made : null;
  const code = reply.type === "succeeded" ? null : reply.code;
  return accept({
    type: "LateOutcomeObserved",
    data: { dispatch, job, outcome: reply.type, code, cleanUp },
  });
}
