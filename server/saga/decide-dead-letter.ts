import { turnAsAsked } from "./decide-forward.ts";
import type { DomainEvent } from "./events.ts";
import { accept, ignore, park } from "./facts.ts";
import type { Circumstances, InputOf } from "./inputs.ts";
import type { Decision, Saga } from "./types.ts";

export const DEAD_LETTERED = "dead_lettered";

/**
 * The queue gave up handing this work out. Some worker may have called before it
 * died, so the outcome is unknown, and a person must see why nobody got through.
 */
export function decideDeadLetter(
  saga: Saga,
  { dispatch }: InputOf<"dead_letter">,
  circumstances: Circumstances,
): Decision<DomainEvent> {
  const { work } = saga;
  if (!work || saga.parked || dispatch !== saga.dispatch) return ignore("its dispatch is over");
  const parked = park("RETRIES_EXHAUSTED", DEAD_LETTERED);
  // The local end of an undo calls nobody: there is nothing to be in doubt about.
  if (work.step === "order") return accept(parked);
  const { step, direction } = work;
  const noted: DomainEvent = {
    type: "StepOutcomeUnknown",
    data: { step, direction, code: DEAD_LETTERED, attempt: saga.attempt + 1 },
  };
  const turns = direction === "forward" && saga.cancelRequestedAt !== null;
  return accept(noted, ...(turns ? turnAsAsked(saga, step, true, circumstances) : [parked]));
}
