import { STEP } from "./definition.ts";
import type { DomainEvent, SagaEvent } from "./events.ts";
import {
  accept,
  advance,
  again,
  askVoid,
  park,
  stepDone,
  stepRefused,
  turn,
  type Waiting,
  waitOrPark,
} from "./facts.ts";
import type { Circumstances } from "./inputs.ts";
import { budgetOf } from "./policy.ts";
import type { Decision, Outcome, Reply, Saga, Step } from "./types.ts";

type OutcomeOf<T extends Outcome["type"]> = Extract<Outcome, { type: T }>;

/** The answer to a forward step's current dispatch. */
export function decideForward(
  saga: Saga,
  step: Step,
  reply: Reply,
  circumstances: Circumstances,
): Decision<DomainEvent> {
  switch (reply.type) {
    case "succeeded":
      return accept(...success(saga, step, reply, circumstances));
    case "rejected":
      return accept(...rejection(saga, step, reply.code, circumstances));
    case "unknown":
      return accept(...unknown(saga, step, reply, circumstances));
    case "pending":
    case "not_sent":
    case "transient":
    case "misconfigured":
      return accept(
        ...(saga.cancelRequestedAt === null
          ? [wait(saga, step, reply, circumstances)]
          : turnAsAsked(
              saga,
              step,
              saga.inDoubtSince !== null || reply.type === "pending",
              circumstances,
            )),
      );
  }
}

/** At the pivot a success wins over a wish to cancel; before it, the wish wins. */
function success(
  saga: Saga,
  step: Step,
  made: OutcomeOf<"succeeded">,
  circumstances: Circumstances,
): SagaEvent[] {
  const doneNow = stepDone(saga, step, made);
  if (saga.cancelRequestedAt === null) {
    return [...doneNow, ...advance(saga, step, circumstances)];
  }
  if (!STEP[step].pivot) return [...doneNow, ...turn(saga, step, causeOf(saga), true)];
  return [
    ...doneNow,
    ...advance(saga, step, circumstances),
    { type: "CancelRejected", data: { code: "already_shipped", deadlineAt: null } },
  ];
}

/**
 * A refusal always turns. Once the reference was in doubt an earlier call may
 * have acted after all: its own entry is run, and at the pivot the carrier is
 * asked to void before anything else is undone.
 */
function rejection(saga: Saga, step: Step, code: string, { now }: Circumstances): SagaEvent[] {
  const inDoubt = saga.inDoubtSince !== null;
  if (STEP[step].pivot && inDoubt) {
    // Refused again after the void was refused: both cannot be true, and a person must look.
    const roundAgain = saga.failure !== null && saga.cancelRequestedAt === null;
    return [
      stepRefused(step, code),
      roundAgain ? park("OUTCOME_UNKNOWN", code) : askVoid(code, now),
    ];
  }
  return [stepRefused(step, code), ...turn(saga, step, code, inDoubt)];
}

function unknown(
  saga: Saga,
  step: Step,
  { code }: OutcomeOf<"unknown">,
  circumstances: Circumstances,
): SagaEvent[] {
  const { policy } = circumstances;
  const attempt = saga.attempt + 1;
  const noted: SagaEvent = {
    type: "StepOutcomeUnknown",
    data: { step, direction: "forward", code, attempt },
  };
  if (saga.cancelRequestedAt !== null) {
    return [noted, ...turnAsAsked(saga, step, true, circumstances)];
  }
  const usedUp = attempt >= budgetOf(step, "forward", policy);
  if (step === "shipment") {
    if (usedUp || doubtIsOver(saga, circumstances)) return [noted, park("OUTCOME_UNKNOWN", code)];
  } else if (usedUp) {
    return policy.whenExhausted[step] === "park"
      ? [noted, park("RETRIES_EXHAUSTED", code)]
      : [noted, ...turn(saga, step, code, true)];
  }
  return [noted, again(saga, "unknown", code, circumstances)];
}

/** Costs nothing, but at the pivot doubt has an end: a person is asked before the customer asks. */
function wait(saga: Saga, step: Step, reply: Waiting, circumstances: Circumstances): SagaEvent {
  const isOver = STEP[step].pivot && doubtIsOver(saga, circumstances);
  if (isOver && reply.type !== "misconfigured") {
    return park("OUTCOME_UNKNOWN", reply.type === "pending" ? "pending" : reply.code);
  }
  return waitOrPark(saga, reply, circumstances);
}

function doubtIsOver(saga: Saga, { now, policy }: Circumstances): boolean {
  return saga.inDoubtSince !== null && now - saga.inDoubtSince >= policy.pivotDoubtMs;
}

/** Somebody wants this saga back, and the call in flight has ended without a success. */
export function turnAsAsked(
  saga: Saga,
  step: Step,
  inDoubt: boolean,
  { now }: Circumstances,
): SagaEvent[] {
  const code = causeOf(saga);
  if (STEP[step].pivot && inDoubt) return [askVoid(code, now)];
  return turn(saga, step, code, true);
}

export const causeOf = (saga: Saga) => saga.failure?.code ?? "cancel_requested";
