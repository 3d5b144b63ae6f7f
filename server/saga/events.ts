import type {
  Actor,
  Direction,
  Instant,
  Outcome,
  ParkedReason,
  Position,
  SagaJob,
  StackStep,
  Step,
  UndoJob,
} from "./types.ts";

/**
 * Everything that can be recorded about an order and its saga. Data holds ids,
 * codes and instants only: personal data lives in orders, order_lines and patients.
 */

/** What becomes of a wish to turn back: at once, when the call in flight ends, or after the carrier was asked to void. */
export type CancelEffect = "turns" | "waits" | "asks_void";

type Started = {
  orderUuid: string;
  definitionVersion: number;
  /** The oldest reader that understands what the build that started it writes. */
  readerVersion: number;
  deadlineAt: Instant;
};

/** Facts about the order itself; they have a stream of their own. */
export type OrderEventData = {
  OrderCreated: { orderNumber: string; lineCount: number; replacesOrderId: string | null };
  OrderCancelled: { step: StackStep; code: string };
  CustomerNotified: { kind: "shipped" | "cancelled"; channel: "email" | "phone" };
  /** Recorded once per change of cause. `permanent`: only a person can tell the customer now. */
  CustomerNotificationFailed: { kind: "shipped" | "cancelled"; code: string; permanent: boolean };
};

export type SagaEventData = {
  OrderFulfillmentSagaStarted: Started;
  OrderFulfillmentSagaCompensationRecorded: { step: StackStep; job: UndoJob };
  OrderFulfillmentSagaStateChanged: { from: Position; to: Position };
  /** The turn. `ownEntry` tells whether the failing step's own entry must be run. */
  OrderFulfillmentSagaFailed: { step: StackStep; code: string; ownEntry: boolean };
  OrderFulfillmentSagaCompleted: Record<never, never>;

  PrescriptionCreated: { reference: string };
  InventoryReserved: { reference: string };
  ShipmentInitiated: { reference: string; trackingNumber: string | null };
  PrescriptionFailed: { code: string };
  InventoryReservationFailed: { code: string };
  ShipmentInitiationFailed: { code: string };
  PrescriptionCancelled: UndoneData;
  InventoryReleased: UndoneData;
  ShipmentVoided: UndoneData;

  /** The work stays the same and is due again; `gate` opens or keeps the pivot's way back. */
  StepRetryScheduled: {
    step: StackStep;
    direction: Direction;
    gate: boolean;
    because: "not_sent" | "transient" | "unknown" | "pending" | "refused";
    code: string;
    dueAt: Instant;
  };
  StepOutcomeUnknown: { step: StackStep; direction: Direction; code: string; attempt: number };
  StepOutcomeResolved: { step: StackStep; direction: Direction; happened: boolean };

  SagaParked: { reason: ParkedReason; code: string | null; by: Actor };
  SagaResumed: { deadlineAt: Instant | null; by: Actor };
  CancelRequested: { by: Actor; reason: string; effect: CancelEffect };
  /** `deadlineAt`: a fresh one where the saga goes on; null once it is completed. */
  CancelRejected: { code: string; deadlineAt: Instant | null };
  DeadlineExpired: { effect: CancelEffect };
  /** An answer to an older dispatch. `cleanUp` opens one undo by reference although the saga has ended. */
  LateOutcomeObserved: {
    dispatch: number;
    job: SagaJob;
    outcome: Outcome["type"];
    code: string | null;
    cleanUp: Step | null;
  };
  RetryRequested: { by: Actor; reason: string };
  ManualResolutionRecorded: {
    step: StackStep;
    direction: Direction;
    happened: boolean;
    reference: string | null;
    by: Actor;
    reason: string;
  };
  NoteAdded: { noteId: string; by: Actor };
};

type UndoneData = { nothingToUndo: boolean; byHand: boolean };

type EventUnion<Data> = {
  [T in keyof Data]: { readonly type: T; readonly data: Data[T] };
}[keyof Data];

export type OrderEvent = EventUnion<OrderEventData>;
export type SagaEvent = EventUnion<SagaEventData>;
export type DomainEvent = OrderEvent | SagaEvent;
export type EventType = DomainEvent["type"];

/**
 * An event with the moment it was recorded (the database's clock at the lock)
 * and the version it was stored with, whatever it has been lifted to since.
 */
export type Recorded<E extends DomainEvent = DomainEvent> = E & {
  readonly at: Instant;
  readonly eventVersion: number;
};

/**
 * The oldest reader that understands each version of an event, oldest version
 * first. A changed event gets another entry here and a step in upcast.ts.
 */
const READER_OF: Record<EventType, readonly number[]> = {
  OrderCreated: [1],
  OrderCancelled: [1],
  CustomerNotified: [1, 2],
  CustomerNotificationFailed: [1],
  OrderFulfillmentSagaStarted: [1, 2],
  OrderFulfillmentSagaCompensationRecorded: [1],
  OrderFulfillmentSagaStateChanged: [1],
  OrderFulfillmentSagaFailed: [1],
  OrderFulfillmentSagaCompleted: [1],
  PrescriptionCreated: [1],
  InventoryReserved: [1],
  ShipmentInitiated: [1],
  PrescriptionFailed: [1],
  InventoryReservationFailed: [1],
  ShipmentInitiationFailed: [1],
  PrescriptionCancelled: [1],
  InventoryReleased: [1],
  ShipmentVoided: [1],
  StepRetryScheduled: [1],
  StepOutcomeUnknown: [1],
  StepOutcomeResolved: [1],
  SagaParked: [1],
  SagaResumed: [1],
  CancelRequested: [1],
  CancelRejected: [1],
  DeadlineExpired: [1],
  LateOutcomeObserved: [1],
  RetryRequested: [1],
  ManualResolutionRecorded: [1],
  NoteAdded: [1],
};

/** The version this build writes an event with. */
export const versionOf = (type: EventType): number => READER_OF[type].length;

/** The oldest reader that understands this event as it was stored. */
export const readerOf = ({ type, eventVersion }: Recorded): number =>
  READER_OF[type][eventVersion - 1] ?? Number.MAX_SAFE_INTEGER;

/** An event as this build records it. */
export const recorded = <E extends DomainEvent>(event: E, at: Instant): Recorded<E> => ({
  ...event,
  at,
  eventVersion: versionOf(event.type),
});

/** Which of the two streams an event belongs to. A new event does not compile until it is here. */
export const STREAM_OF: Record<EventType, "order" | "order_fulfillment_saga"> = {
  OrderCreated: "order",
  OrderCancelled: "order",
  CustomerNotified: "order",
  CustomerNotificationFailed: "order",
  OrderFulfillmentSagaStarted: "order_fulfillment_saga",
  OrderFulfillmentSagaCompensationRecorded: "order_fulfillment_saga",
  OrderFulfillmentSagaStateChanged: "order_fulfillment_saga",
  OrderFulfillmentSagaFailed: "order_fulfillment_saga",
  OrderFulfillmentSagaCompleted: "order_fulfillment_saga",
  PrescriptionCreated: "order_fulfillment_saga",
  InventoryReserved: "order_fulfillment_saga",
  ShipmentInitiated: "order_fulfillment_saga",
  PrescriptionFailed: "order_fulfillment_saga",
  InventoryReservationFailed: "order_fulfillment_saga",
  ShipmentInitiationFailed: "order_fulfillment_saga",
  PrescriptionCancelled: "order_fulfillment_saga",
  InventoryReleased: "order_fulfillment_saga",
  ShipmentVoided: "order_fulfillment_saga",
  StepRetryScheduled: "order_fulfillment_saga",
  StepOutcomeUnknown: "order_fulfillment_saga",
  StepOutcomeResolved: "order_fulfillment_saga",
  SagaParked: "order_fulfillment_saga",
  SagaResumed: "order_fulfillment_saga",
  CancelRequested: "order_fulfillment_saga",
  CancelRejected: "order_fulfillment_saga",
  DeadlineExpired: "order_fulfillment_saga",
  LateOutcomeObserved: "order_fulfillment_saga",
  RetryRequested: "order_fulfillment_saga",
  ManualResolutionRecorded: "order_fulfillment_saga",
  NoteAdded: "order_fulfillment_saga",
};

export const isSagaEvent = (event: DomainEvent): event is SagaEvent =>
  STREAM_OF[event.type] === "order_fulfillment_saga";
