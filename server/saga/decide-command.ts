import { decideDeadLetter } from "./decide-dead-letter.ts";
import { turnAsAsked } from "./decide-forward.ts";
import { decideResolve } from "./decide-resolve.ts";
import { STEP, stepOf } from "./definition.ts";
import type { CancelEffect, DomainEvent } from "./events.ts";
import { accept, ignore, park, reject, resume, SYSTEM, turn } from "./facts.ts";
import type { Circumstances, Input, InputOf } from "./inputs.ts";
import { isAnswerOwed, isInFlight, leaseUntil } from "./state.ts";
import type { Decision, ParkedReason, Saga, Step } from "./types.ts";

type Command = Exclude<Input, { type: "start" | "outcome" | "unreadable" }>;

/** What a person, the storefront or the clock may ask of a saga. */
export function decideCommand(
  saga: Saga,
  command: Command,
  circumstances: Circumstances,
): Decision<DomainEvent> {
  switch (command.type) {
    case "undo":
      return undo(saga, command, circumstances);
    case "deadline":
      return deadline(saga, circumstances);
    case "resume":
      return resumeByItself(saga, circumstances);
    case "dead_letter":
      return decideDeadLetter(saga, command, circumstances);
    case "retry":
      return ifSeen(saga, command, () => retry(saga, command, circumstances));
    case "hold":
      return ifSeen(saga, command, () => hold(saga, command));
    case "release":
      return ifSeen(saga, command, () => release(saga, command, circumstances));
    case "resolve":
      return ifSeen(saga, command, () => decideResolve(saga, command, circumstances));
  }
}

/** A person acts on what was on the screen: refused if the saga has moved on since. */
function ifSeen(
  saga: Saga,
  { revision }: { revision: number | null },
  act: () => Decision<DomainEvent>,
): Decision<DomainEvent> {
  return revision === null || revision === saga.revision ? act() : reject("moved_on");
}

function undo(saga: Saga, command: InputOf<"undo">, circumstances: Circumstances) {
  if (saga.position === "COMPENSATING") return ignore("undo is already under way");
  if (saga.position === "CANCELLED") return ignore("already cancelled");
  if (saga.cancelRequestedAt !== null) return ignore("undo was already asked for");
  return ifSeen(saga, command, () => {
    const step = stepOf(saga.position) ?? "shipment";
    const effect = effectOf(saga, step, circumstances);
    const { by, reason } = command;
    return accept(
      { type: "CancelRequested", data: { by, reason, effect } },
      ...(effect === "turns" ? turn(saga, step, "cancel_requested", true) : []),
    );
  });
}

/** Like an undo asked for by the system; it never kills a saga. */
function deadline(saga: Saga, circumstances: Circumstances): Decision<DomainEvent> {
  const step = stepOf(saga.position);
  if (!step || saga.parked || saga.cancelRequestedAt !== null) return ignore("no deadline applies");
  if (saga.deadlineAt === null || circumstances.now < saga.deadlineAt)
    return ignore("not over yet");
  const effect = effectOf(saga, step, circumstances);
  return accept(
    { type: "DeadlineExpired", data: { effect } },
    ...(effect === "turns" ? turn(saga, step, "deadline_expired", true) : []),
  );
}

/**
 * A call in flight is let end first. Past that, the pivot in doubt is asked to
 * void before anything is undone; every other step turns at once, its own entry
 * included, which cancels by reference whatever may still arrive.
 */
function effectOf(saga: Saga, step: Step, { now }: Circumstances): CancelEffect {
  if (saga.position === "COMPLETED") return "asks_void";
  if (!saga.parked && isInFlight(saga, now)) return "waits";
  return STEP[step].pivot && mayHaveActed(saga, now) ? "asks_void" : "turns";
}

/** What is in doubt, or was due before anything stopped it, may have been called. */
function mayHaveActed(saga: Saga, now: number): boolean {
  if (saga.inDoubtSince !== null) return true;
  if (saga.parked && !isAnswerOwed(saga.parked)) return false;
  return saga.work !== null && saga.work.dueAt <= (saga.parked?.since ?? now);
}

/** A cancel waits for a call that will not be made again: the saga turns instead. */
function turnInstead(saga: Saga, circumstances: Circumstances): DomainEvent[] {
  const step = stepOf(saga.position);
  if (!step || saga.work?.gate || saga.cancelRequestedAt === null) return [];
  return turnAsAsked(saga, step, mayHaveActed(saga, circumstances.now), circumstances);
}

function retry(
  saga: Saga,
  { by, reason }: InputOf<"retry">,
  circumstances: Circumstances,
): Decision<DomainEvent> {
  const { now, policy } = circumstances;
  if (!saga.work) return reject("nothing_to_retry");
  const asked: DomainEvent = { type: "RetryRequested", data: { by, reason } };
  const turned = turnInstead(saga, circumstances);
  if (saga.parked) return accept(asked, resume(saga, by, now + policy.deadlineMs), ...turned);
  if (isInFlight(saga, now)) return reject("in_flight", leaseUntil(saga));
  return accept(asked, ...turned);
}

function hold(saga: Saga, { by }: InputOf<"hold">): Decision<DomainEvent> {
  if (!saga.work) return reject("ended");
  if (saga.parked) return reject("nothing_to_hold");
  return accept(park("HELD_BY_OPERATOR", null, by));
}

function release(
  saga: Saga,
  { by }: InputOf<"release">,
  circumstances: Circumstances,
): Decision<DomainEvent> {
  const { now, policy } = circumstances;
  if (saga.parked?.reason !== "HELD_BY_OPERATOR") return reject("not_held");
  return accept(resume(saga, by, now + policy.deadlineMs), ...turnInstead(saga, circumstances));
}

/** Nobody has to look at these: what they wait for is known, and the system sees when it is over. */
const ENDS_BY_ITSELF: readonly ParkedReason[] = ["PARTNER_MISCONFIGURED", "UNREADABLE_EVENT"];

/** A fresh round, as after a person's retry, but nobody asked for it and nothing is taken from a person. */
function resumeByItself(saga: Saga, circumstances: Circumstances): Decision<DomainEvent> {
  const { now, policy } = circumstances;
  if (!saga.work) return ignore("nothing to resume");
  if (saga.parked && !ENDS_BY_ITSELF.includes(saga.parked.reason)) {
    return ignore("waits for a person");
  }
  if (!saga.parked && isInFlight(saga, now)) return ignore("in flight");
  return accept(resume(saga, SYSTEM, now + policy.deadlineMs), ...turnInstead(saga, circumstances));
}
