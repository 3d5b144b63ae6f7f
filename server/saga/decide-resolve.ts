import { causeOf } from "./decide-forward.ts";
import { STEP, stepOf } from "./definition.ts";
import type { DomainEvent } from "./events.ts";
import { accept, advance, reject, resume, stepDone, stepUndone, turn } from "./facts.ts";
import type { Circumstances, InputOf } from "./inputs.ts";
import { isInFlight, leaseUntil } from "./state.ts";
import type { Decision, Saga, Step } from "./types.ts";

/**
 * A person has learnt outside what no look-up could tell. Only a saga that is
 * parked or in doubt can be resolved; evidence stays with the action, the event
 * carries the answer.
 */
export function decideResolve(
  saga: Saga,
  command: InputOf<"resolve">,
  circumstances: Circumstances,
): Decision<DomainEvent> {
  const { work } = saga;
  const { now } = circumstances;
  const open = saga.parked !== null || saga.inDoubtSince !== null;
  if (!work || work.step === "order" || !open) return reject("nothing_to_resolve");
  if (saga.parked?.reason === "HELD_BY_OPERATOR" && saga.inDoubtSince === null) {
    return reject("nothing_to_resolve");
  }
  if (!saga.parked && isInFlight(saga, now)) return reject("in_flight", leaseUntil(saga));
  const step = stepOf(saga.position);
  return step
    ? resolveForward(saga, step, command, circumstances)
    : resolveUndo(saga, work.step, command);
}

function resolveForward(
  saga: Saga,
  step: Step,
  command: InputOf<"resolve">,
  circumstances: Circumstances,
): Decision<DomainEvent> {
  const noted = note(step, "forward", command);
  if (!command.happened) {
    // Own entry included: the person may be wrong, and the reference is closed for good this way.
    return accept(noted, ...turn(saga, step, "resolved_by_hand", true));
  }
  if (command.reference === null) return reject("reference_needed");
  const { reference, trackingNumber } = command;
  const made = trackingNumber === null ? { reference } : { reference, trackingNumber };
  const goesOn = saga.cancelRequestedAt === null && !STEP[step].pivot;
  const freshDeadlineAt = circumstances.now + circumstances.policy.deadlineMs;
  const resumed = saga.parked && goesOn ? [resume(saga, command.by, freshDeadlineAt)] : [];
  const doneNow = [noted, ...resumed, ...stepDone(saga, step, made)];
  const onwards = advance(saga, step, circumstances);
  if (saga.cancelRequestedAt === null) return accept(...doneNow, ...onwards);
  if (!STEP[step].pivot) return accept(...doneNow, ...turn(saga, step, causeOf(saga), true));
  return accept(...doneNow, ...onwards, {
    type: "CancelRejected",
    data: { code: "already_shipped", deadlineAt: null },
  });
}

/** An entry done by hand, or a void that happened or did not. */
function resolveUndo(saga: Saga, step: Step, command: InputOf<"resolve">): Decision<DomainEvent> {
  const noted = note(step, "undo", command);
  const byHand = stepUndone(step, { nothingToUndo: false, byHand: true });
  if (saga.position === "COMPLETED") {
    return command.happened
      ? accept(noted, byHand, ...turn(saga, step, causeOf(saga), true))
      : accept(noted, {
          type: "CancelRejected",
          data: { code: "resolved_by_hand", deadlineAt: null },
        });
  }
  // Not done yet is no news about an undo: it is retried, not resolved.
  return command.happened ? accept(noted, byHand) : reject("nothing_to_resolve");
}

function note(
  step: Step,
  direction: "forward" | "undo",
  { by, reason, happened, reference }: InputOf<"resolve">,
): DomainEvent {
  return {
    type: "ManualResolutionRecorded",
    data: { step, direction, happened, reference, by, reason },
  };
}
