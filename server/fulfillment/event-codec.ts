import { z } from "zod";
import {
  type DomainEvent,
  type EventType,
  type OrderEventData,
  type Recorded,
  type SagaEventData,
  versionOf,
} from "#server/saga/events";
import {
  FORWARD_JOBS,
  type Instant,
  PARKED_REASONS,
  POSITIONS,
  STEPS,
  UNDO_JOBS,
} from "#server/saga/types";
import { upcast } from "#server/saga/upcast";

const step = z.enum(STEPS);
const stackStep = z.enum(["order", ...STEPS]);
const direction = z.enum(["forward", "undo"]);
const instant = z.number().int();
const effect = z.enum(["turns", "waits", "asks_void"]);
const noticeKind = z.enum(["shipped", "cancelled"]);
const actor = z.discriminatedUnion("type", [
  z.object({ type: z.literal("system") }),
  z.object({ type: z.literal("person"), id: z.string() }),
  z.object({ type: z.literal("storefront"), id: z.string() }),
]);
const outcome = z.enum([
  "succeeded",
  "rejected",
  "not_sent",
  "transient",
  "unknown",
  "misconfigured",
]);
const code = z.string();
const undone = z.object({ nothingToUndo: z.boolean(), byHand: z.boolean() });
const asked = z.object({ by: actor, reason: z.string() });

type EventData = OrderEventData & SagaEventData;

/** What each event's data must look like once it is lifted to this version. Compiles only while it equals the core's union. */
const DATA: { [T in EventType]: z.ZodType<EventData[T]> } = {
  OrderCreated: z.object({
    orderNumber: z.string(),
    lineCount: z.number().int(),
    replacesOrderId: z.string().nullable(),
  }),
  OrderCancelled: z.object({ step: stackStep, code }),
  CustomerNotified: z.object({ kind: noticeKind, channel: z.enum(["email", "phone"]) }),
  CustomerNotificationFailed: z.object({ kind: noticeKind, code, permanent: z.boolean() }),
  OrderFulfillmentSagaStarted: z.object({
    orderUuid: z.string(),
    definitionVersion: z.number().int(),
    readerVersion: z.number().int(),
    deadlineAt: instant,
  }),
  OrderFulfillmentSagaCompensationRecorded: z.object({ step: stackStep, job: z.enum(UNDO_JOBS) }),
  OrderFulfillmentSagaStateChanged: z.object({ from: z.enum(POSITIONS), to: z.enum(POSITIONS) }),
  OrderFulfillmentSagaFailed: z.object({ step: stackStep, code, ownEntry: z.boolean() }),
  OrderFulfillmentSagaCompleted: z.object({}),
  PrescriptionCreated: z.object({ reference: z.string() }),
  InventoryReserved: z.object({ reference: z.string() }),
  ShipmentInitiated: z.object({ reference: z.string(), trackingNumber: z.string().nullable() }),
  PrescriptionFailed: z.object({ code }),
  InventoryReservationFailed: z.object({ code }),
  ShipmentInitiationFailed: z.object({ code }),
  PrescriptionCancelled: undone,
  InventoryReleased: undone,
  ShipmentVoided: undone,
  StepRetryScheduled: z.object({
    step: stackStep,
    direction,
    gate: z.boolean(),
    because: z.enum(["not_sent", "transient", "unknown", "pending", "refused"]),
    code,
    dueAt: instant,
  }),
  StepOutcomeUnknown: z.object({
    step: stackStep,
    direction,
    code,
    attempt: z.number().int(),
  }),
  StepOutcomeResolved: z.object({ step: stackStep, direction, happened: z.boolean() }),
  SagaParked: z.object({ reason: z.enum(PARKED_REASONS), code: code.nullable(), by: actor }),
  SagaResumed: z.object({ deadlineAt: instant.nullable(), by: actor }),
  CancelRequested: asked.extend({ effect }),
  CancelRejected: z.object({ code, deadlineAt: instant.nullable() }),
  DeadlineExpired: z.object({ effect }),
  LateOutcomeObserved: z.object({
    dispatch: z.number().int(),
    job: z.enum([...FORWARD_JOBS, ...UNDO_JOBS]),
    outcome,
    code: code.nullable(),
    cleanUp: step.nullable(),
  }),
  RetryRequested: asked,
  ManualResolutionRecorded: asked.extend({
    step: stackStep,
    direction,
    happened: z.boolean(),
    reference: z.string().nullable(),
  }),
  NoteAdded: z.object({ noteId: z.string(), by: actor }),
};

const metadata = z.object({
  /** The order, whatever the stream: one key to follow everything that belongs together. */
  correlationId: z.string(),
  /** What caused it: the job's id, the action's id or the idempotency key's order. */
  causationId: z.string(),
  actor,
  actionId: z.string().optional(),
});
export type EventMetadata = z.infer<typeof metadata>;

export type StoredEvent = {
  id: number;
  aggregateUuid: string;
  aggregateType: "order" | "order_fulfillment_saga";
  aggregateVersion: number;
  eventType: string;
  eventVersion: number;
  eventData: unknown;
  metadata: unknown;
  occurredAt: Date;
};

export type DecodedEvent = Recorded<DomainEvent> & {
  readonly id: number;
  readonly version: number;
  readonly metadata: EventMetadata;
};

/** An event this code cannot read. Never skipped: whoever folds must stop here and say so. */
export class UnreadableEvent extends Error {
  readonly eventId: number;
  constructor(row: StoredEvent, why: string, cause?: unknown) {
    super(`event ${row.id} (${row.eventType} v${row.eventVersion}) cannot be read: ${why}`, {
      cause,
    });
    this.name = "UnreadableEvent";
    this.eventId = row.id;
  }
}

const isEventType = (type: string): type is EventType => Object.hasOwn(DATA, type);
const stored = z.record(z.string(), z.unknown());

/** Every event type with the newest version of it that this build reads. */
export const READABLE: readonly { type: EventType; version: number }[] = Object.keys(DATA)
  .filter(isEventType)
  .map((type) => ({ type, version: versionOf(type) }));

/**
 * From the store to the core, older versions lifted to this one; throws
 * UnreadableEvent for a type, version or shape it does not know.
 */
export function decodeEvent(row: StoredEvent): DecodedEvent {
  const { eventType, eventVersion } = row;
  if (!isEventType(eventType)) throw new UnreadableEvent(row, "its type is unknown");
  if (eventVersion < 1 || eventVersion > versionOf(eventType)) {
    throw new UnreadableEvent(row, "its version is unknown");
  }
  const object = stored.safeParse(row.eventData);
  const lifted = object.success ? upcast(eventType, eventVersion, object.data) : row.eventData;
  const data = DATA[eventType].safeParse(lifted);
  if (!data.success) throw new UnreadableEvent(row, "its data does not fit", data.error);
  const meta = metadata.safeParse(row.metadata);
  if (!meta.success) throw new UnreadableEvent(row, "its metadata does not fit", meta.error);
  const at: Instant = row.occurredAt.getTime();
  return {
    ...eventOf(eventType, data.data),
    at,
    eventVersion,
    id: row.id,
    version: row.aggregateVersion,
    metadata: meta.data,
  };
}

/** Type and data were parsed together just above; TypeScript cannot follow the pair through the table. */
function eventOf(type: EventType, data: EventData[EventType]): DomainEvent {
  return { type, data } as DomainEvent;
}
