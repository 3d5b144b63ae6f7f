import { STEP, stepOf } from "./definition.ts";
import {
  begun,
  closed,
  doubted,
  marked,
  nextUndo,
  opened,
  redispatched,
  resumed,
} from "./dispatched-work.ts";
import {
  type CancelEffect,
  isSagaEvent,
  type Recorded,
  readerOf,
  type SagaEvent,
} from "./events.ts";
import { entryToUndo, reviseIfSeen } from "./state.ts";
import type { Instant, Position, Saga, SagaState, StackStep, Step } from "./types.ts";

/**
 * Folds one fact into the state. Never refuses one, never reads a clock: the
 * row of a saga is exactly this fold over its stream.
 */
export function evolve(state: SagaState, event: Recorded<SagaEvent>, sagaUuid: string): SagaState {
  if (event.type === "OrderFulfillmentSagaStarted") return started(event, sagaUuid);
  if (state.position === "NOT_STARTED") {
    throw new Error(`Bug: ${event.type} on saga ${sagaUuid}, which has not started`);
  }
  const next = apply(state, event);
  return reviseIfSeen(state, {
    ...next,
    version: state.version + 1,
    updatedAt: event.at,
    minReaderVersion: Math.max(state.minReaderVersion, readerOf(event)),
  });
}

/** Folds a whole stream, oldest first; events of the order's own stream are passed over. */
export function fold(events: readonly Recorded[], sagaUuid: string, from: SagaState): SagaState {
  return events
    .filter((e) => isRecordedSagaEvent(e))
    .reduce<SagaState>((state, event) => evolve(state, event, sagaUuid), from);
}

const isRecordedSagaEvent = (event: Recorded): event is Recorded<SagaEvent> => isSagaEvent(event);

type EventOf<T extends SagaEvent["type"]> = Recorded<Extract<SagaEvent, { type: T }>>;

function started({ data, at }: EventOf<"OrderFulfillmentSagaStarted">, sagaUuid: string): Saga {
  return {
    sagaUuid,
    orderUuid: data.orderUuid,
    position: STEP.prescription.position,
    stack: [],
    version: 1,
    revision: 1,
    dispatch: 1,
    work: { direction: "forward", step: "prescription", gate: false, dueAt: at },
    epoch: 0,
    attempt: 0,
    tries: 0,
    inDoubtSince: null,
    cancelRequestedAt: null,
    deadlineAt: data.deadlineAt,
    parked: null,
    failure: null,
    lastError: null,
    references: { prescription: null, inventory: null, shipment: null, trackingNumber: null },
    startedAt: at,
    completedAt: null,
    updatedAt: at,
    definitionVersion: data.definitionVersion,
    minReaderVersion: data.readerVersion,
  };
}

// One branch an event, each a line or a call: long, flat and exhaustive on purpose.
function apply(saga: Saga, event: Recorded<SagaEvent>): Saga {
  const { at } = event;
  switch (event.type) {
    case "OrderFulfillmentSagaStarted":
    case "NoteAdded":
      return saga;
    case "OrderFulfillmentSagaCompensationRecorded":
      return { ...saga, stack: [...saga.stack, { ...event.data, status: "recorded" }] };
    case "OrderFulfillmentSagaStateChanged":
      return moved(saga, event.data.to, at);
    case "OrderFulfillmentSagaFailed":
      return turned(saga, event);
    case "OrderFulfillmentSagaCompleted":
      return { ...saga, completedAt: at };
    case "PrescriptionCreated":
      return done(saga, { prescription: event.data.reference });
    case "InventoryReserved":
      return done(saga, { inventory: event.data.reference });
    case "ShipmentInitiated":
      return done(saga, {
        shipment: event.data.reference,
        trackingNumber: event.data.trackingNumber,
      });
    case "PrescriptionFailed":
      return refused(saga, "prescription", event.data.code, at);
    case "InventoryReservationFailed":
      return refused(saga, "inventory", event.data.code, at);
    case "ShipmentInitiationFailed":
      return refused(saga, "shipment", event.data.code, at);
    case "PrescriptionCancelled":
      return undone(saga, "prescription", event.data.byHand, at);
    case "InventoryReleased":
      return undone(saga, "inventory", event.data.byHand, at);
    case "ShipmentVoided":
      return undone(saga, "shipment", event.data.byHand, at);
    case "StepRetryScheduled":
      return scheduledAgain(saga, event);
    case "StepOutcomeUnknown":
      return {
        ...saga,
        attempt: event.data.attempt,
        inDoubtSince: saga.inDoubtSince ?? at,
        lastError: { code: event.data.code, at },
      };
    case "StepOutcomeResolved":
      return { ...saga, inDoubtSince: null };
    case "SagaParked":
      return parked(saga, event);
    case "SagaResumed":
      return {
        ...resumed(saga, at),
        epoch: saga.epoch + 1,
        deadlineAt: event.data.deadlineAt,
      };
    case "CancelRequested":
      return asked(saga, "cancel_requested", event.data.effect, at);
    case "DeadlineExpired":
      return asked({ ...saga, deadlineAt: null }, "deadline_expired", event.data.effect, at);
    case "CancelRejected":
      return {
        ...closed(saga),
        ...(saga.position === "COMPLETED"
          ? { parked: null }
          : { deadlineAt: event.data.deadlineAt }),
        cancelRequestedAt: null,
        failure: null,
        lastError: { code: event.data.code, at },
      };
    case "LateOutcomeObserved":
      return event.data.cleanUp === null ? saga : cleanedUp(saga, event.data.cleanUp, at);
    case "RetryRequested":
      return saga.parked ? saga : redispatched(doubted(saga, at), at);
    case "ManualResolutionRecorded":
      return { ...saga, parked: null };
  }
}

function moved(saga: Saga, to: Position, at: Instant): Saga {
  const position = { ...saga, position: to };
  const step = stepOf(to);
  if (step) return begun(position, { direction: "forward", step, gate: false, dueAt: at });
  switch (to) {
    case "COMPLETED":
      return { ...position, parked: null, work: null, deadlineAt: null, attempt: 0, tries: 0 };
    case "COMPENSATING":
      return nextUndo({ ...position, completedAt: null, deadlineAt: null }, at);
    case "CANCELLED":
      return {
        ...position,
        stack: marked(saga, "order", "undone"),
        parked: null,
        work: null,
        completedAt: at,
        attempt: 0,
        tries: 0,
        inDoubtSince: null,
      };
    case "PENDING_PRESCRIPTION":
    case "PENDING_INVENTORY_RESERVATION":
    case "PENDING_SHIPMENT":
      throw new Error(`Bug: ${to} has no step`);
  }
}

/** Back on the stack; the clean-up already under way, if there is one, goes first. */
function cleanedUp(saga: Saga, step: Step, at: Instant): Saga {
  const stack = saga.stack.map((entry) =>
    entry.step === step ? { ...entry, status: "recorded" as const } : entry,
  );
  const listed: Saga = { ...saga, stack };
  return saga.work ? listed : begun(listed, { direction: "undo", step, gate: true, dueAt: at });
}

function done(saga: Saga, references: Partial<Saga["references"]>): Saga {
  return {
    ...saga,
    references: { ...saga.references, ...references },
    work: null,
    inDoubtSince: null,
    failure: null,
    lastError: null,
  };
}

function refused(saga: Saga, step: StackStep, code: string, at: Instant): Saga {
  return { ...saga, failure: { step, code }, lastError: { code, at } };
}

function turned(saga: Saga, { data }: EventOf<"OrderFulfillmentSagaFailed">): Saga {
  return {
    ...saga,
    failure: { step: data.step, code: data.code },
    // What was put on hold by a person stays on hold, whatever answer comes in.
    parked: saga.parked?.reason === "HELD_BY_OPERATOR" ? saga.parked : null,
    stack: data.ownEntry ? saga.stack : marked(saga, data.step, "not_needed"),
  };
}

/** While the saga goes back, one entry done opens the next; before the turn the gate merely closes. */
function undone(saga: Saga, step: StackStep, byHand: boolean, at: Instant): Saga {
  const settled: Saga = {
    ...closed(saga),
    stack: marked(saga, step, byHand ? "by_hand" : "undone"),
    inDoubtSince: null,
    lastError: null,
  };
  if (saga.position === "COMPENSATING") return nextUndo(settled, at);
  if (saga.position !== "CANCELLED") return settled;
  const next = entryToUndo(settled);
  return next
    ? begun(settled, { direction: "undo", step: next.step, gate: true, dueAt: at })
    : { ...settled, parked: null };
}

function scheduledAgain(saga: Saga, { data, at }: EventOf<"StepRetryScheduled">): Saga {
  const { step, direction, gate, dueAt, because, code } = data;
  const again = opened(saga, { step, direction, gate, dueAt });
  // Being told to wait is no error; it must not replace one on the screen.
  const told = because === "pending" ? saga.lastError : { code, at };
  const sameWork = saga.work?.direction === direction && saga.work.gate === gate;
  const counted = sameWork ? { tries: saga.tries + 1 } : { tries: 0, attempt: 0 };
  return { ...again, ...counted, lastError: told };
}

function parked(saga: Saga, { data, at }: EventOf<"SagaParked">): Saga {
  const waits: Saga = {
    ...saga,
    parked: { reason: data.reason, since: at, code: data.code },
    deadlineAt: null,
    lastError: data.code === null ? saga.lastError : { code: data.code, at },
  };
  // The answer to a call in flight must still land when a person puts the saga on hold;
  // in every other case the answer has come, and a second copy of it is late.
  if (data.reason === "HELD_BY_OPERATOR") return waits;
  const answered: Saga = { ...waits, dispatch: saga.dispatch + 1 };
  if (saga.parked?.reason !== "HELD_BY_OPERATOR") return answered;
  // A hold is only lifted by a person; released, the saga meets the same obstacle and parks for it.
  return { ...answered, parked: saga.parked, work: saga.work && { ...saga.work, dueAt: at } };
}

/** A wish to turn back, by a person or by the deadline; why is kept until the saga turns. */
function asked(before: Saga, code: string, effect: CancelEffect, at: Instant): Saga {
  const step = stepOf(before.position) ?? "shipment";
  const saga: Saga = { ...before, cancelRequestedAt: at, failure: { step, code } };
  switch (effect) {
    case "waits":
      return saga;
    case "turns":
      return { ...saga, parked: null };
    case "asks_void":
      return opened(
        {
          ...saga,
          parked: null,
          attempt: 0,
          tries: 0,
          inDoubtSince: saga.position === "PENDING_SHIPMENT" ? (saga.inDoubtSince ?? at) : null,
        },
        { direction: "undo", step: "shipment", gate: true, dueAt: at },
      );
  }
}
