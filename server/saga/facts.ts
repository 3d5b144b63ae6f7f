import { nextStep, STEP, stepOf, UNDO_JOB } from "./definition.ts";
import type { DomainEvent, SagaEvent, SagaEventData } from "./events.ts";
import type { Circumstances } from "./inputs.ts";
import { backoffMs } from "./policy.ts";
import type {
  Actor,
  Decision,
  Instant,
  ParkedReason,
  Reply,
  Saga,
  StackStep,
  Step,
} from "./types.ts";

/** The small sequences of events from which every decision is put together. */

export const SYSTEM: Actor = { type: "system" };

export const accept = (...events: DomainEvent[]): Decision<DomainEvent> => ({
  type: "accepted",
  events,
});
export const ignore = (because: string): Decision<DomainEvent> => ({ type: "ignored", because });
export const reject = (
  code: Extract<Decision, { type: "rejected" }>["code"],
  until: Instant | null = null,
): Decision<DomainEvent> => ({ type: "rejected", code, until });

/** Intent first: what undoes a step is on the stack in the commit that dispatches it. */
export function recordEntry(step: StackStep): SagaEvent {
  return {
    type: "OrderFulfillmentSagaCompensationRecorded",
    data: { step, job: UNDO_JOB[step] },
  };
}

type Made = { reference: string | null; trackingNumber?: string };

function succeeded(step: Step, made: Made): SagaEvent {
  // A partner that made something without naming it is known by our own reference alone.
  const reference = made.reference ?? "unnamed";
  switch (step) {
    case "prescription":
      return { type: "PrescriptionCreated", data: { reference } };
    case "inventory":
      return { type: "InventoryReserved", data: { reference } };
    case "shipment":
      return {
        type: "ShipmentInitiated",
        data: { reference, trackingNumber: made.trackingNumber ?? null },
      };
  }
}

/** The step is done; a doubt about it is settled by the way. */
export function stepDone(saga: Saga, step: Step, made: Made): SagaEvent[] {
  const settled: SagaEvent[] =
    saga.inDoubtSince === null
      ? []
      : [{ type: "StepOutcomeResolved", data: { step, direction: "forward", happened: true } }];
  return [...settled, succeeded(step, made)];
}

/** On to the next step of the definition that the saga was started with, or to the end. */
export function advance(saga: Saga, step: Step, { build }: Circumstances): SagaEvent[] {
  const definition = build.definitions[saga.definitionVersion];
  if (!definition) throw new Error(`Bug: definition ${saga.definitionVersion} is not known`);
  const next = nextStep(definition, step);
  const from = saga.position;
  if (next === null) {
    return [
      { type: "OrderFulfillmentSagaStateChanged", data: { from, to: "COMPLETED" } },
      { type: "OrderFulfillmentSagaCompleted", data: {} },
    ];
  }
  return [
    { type: "OrderFulfillmentSagaStateChanged", data: { from, to: STEP[next].position } },
    recordEntry(next),
  ];
}

/** The saga goes back. `ownEntry`: the failing step's own entry is run as well. */
export function turn(saga: Saga, step: StackStep, code: string, ownEntry: boolean): SagaEvent[] {
  return [
    { type: "OrderFulfillmentSagaFailed", data: { step, code, ownEntry } },
    {
      type: "OrderFulfillmentSagaStateChanged",
      data: { from: saga.position, to: "COMPENSATING" },
    },
  ];
}

export function stepRefused(step: Step, code: string): SagaEvent {
  switch (step) {
    case "prescription":
      return { type: "PrescriptionFailed", data: { code } };
    case "inventory":
      return { type: "InventoryReservationFailed", data: { code } };
    case "shipment":
      return { type: "ShipmentInitiationFailed", data: { code } };
  }
}

export function stepUndone(
  step: Step,
  undone: { nothingToUndo: boolean; byHand: boolean },
): SagaEvent {
  switch (step) {
    case "prescription":
      return { type: "PrescriptionCancelled", data: undone };
    case "inventory":
      return { type: "InventoryReleased", data: undone };
    case "shipment":
      return { type: "ShipmentVoided", data: undone };
  }
}

export function park(reason: ParkedReason, code: string | null, by: Actor = SYSTEM): SagaEvent {
  return { type: "SagaParked", data: { reason, code, by } };
}

type Because = SagaEventData["StepRetryScheduled"]["because"];

/**
 * A job that came twice: some worker may have called and died. It has waited
 * long enough by then, so the next try is due at once.
 */
export const REDELIVERED = "redelivered";

/** The same work again, after a wait drawn once and stored. */
export function again(
  saga: Saga,
  because: Because,
  code: string,
  { now, jitter, policy }: Circumstances,
  atLeastMs = 0,
): SagaEvent {
  const work = workOf(saga);
  const backoff =
    because === "pending" || code === REDELIVERED ? 0 : backoffMs(saga, jitter, policy);
  const waitMs = Math.max(backoff, atLeastMs);
  return {
    type: "StepRetryScheduled",
    data: {
      step: work.step,
      direction: work.direction,
      gate: work.gate,
      because,
      code,
      dueAt: now + waitMs,
    },
  };
}

/** Opens the pivot's way back: the carrier is asked to void by reference before anything is undone. */
export function askVoid(code: string, now: Instant): SagaEvent {
  return {
    type: "StepRetryScheduled",
    data: {
      step: "shipment",
      direction: "undo",
      gate: true,
      because: "refused",
      code,
      dueAt: now,
    },
  };
}

/** Replies that prove nothing about the step and use no budget. */
export type Waiting = Extract<
  Reply,
  { type: "pending" | "not_sent" | "transient" | "misconfigured" }
>;

/** The same work again at the time the reply names; what is our own fault waits for a person. */
export function waitOrPark(saga: Saga, reply: Waiting, circumstances: Circumstances): SagaEvent {
  switch (reply.type) {
    case "pending":
      return again(saga, "pending", "pending", circumstances, reply.pollAfterMs);
    case "not_sent":
      return again(saga, "not_sent", reply.code, circumstances, reply.retryAfterMs);
    case "transient":
      return again(saga, "transient", reply.code, circumstances, reply.retryAfterMs);
    case "misconfigured":
      return park(
        reply.scope === "partner" ? "PARTNER_MISCONFIGURED" : "REQUEST_REFUSED",
        reply.code,
      );
  }
}

function workOf(saga: Saga) {
  if (!saga.work) throw new Error(`Bug: saga ${saga.sagaUuid} has no work at ${saga.position}`);
  return saga.work;
}

/** Only a saga on its way forward has a deadline; parked time does not count, so it gets a fresh one. */
export function resume(saga: Saga, by: Actor, freshDeadlineAt: Instant): SagaEvent {
  const deadlineAt = stepOf(saga.position) === null ? null : freshDeadlineAt;
  return { type: "SagaResumed", data: { deadlineAt, by } };
}
