import { decideForward } from "./decide-forward.ts";
import { decideGate } from "./decide-gate.ts";
import { decideLate } from "./decide-late.ts";
import { decideUndo } from "./decide-undo.ts";
import type { DomainEvent } from "./events.ts";
import type { Circumstances, InputOf } from "./inputs.ts";
import type { Decision, Saga } from "./types.ts";

/** An answer counts only for the dispatch that asked; anything else is late. */
export function decideOutcome(
  saga: Saga,
  input: InputOf<"outcome">,
  circumstances: Circumstances,
): Decision<DomainEvent> {
  const { work } = saga;
  if (!work || input.dispatch !== saga.dispatch) return decideLate(saga, input);
  if (work.gate) return decideGate(saga, work, input.reply, circumstances);
  if (work.direction === "undo") return decideUndo(saga, work, input.reply, circumstances);
  if (work.step === "order") throw new Error("Bug: the order itself has no forward work");
  return decideForward(saga, work.step, input.reply, circumstances);
}
