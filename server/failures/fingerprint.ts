import type { DomainEvent } from "#server/saga/events";
import type { Direction, Saga, StackStep } from "#server/saga/types";

/** What makes two failures the same: the partner follows from the step, and events hold no message. */
export type Failure = { step: StackStep; direction: Direction; code: string };

export function fingerprintOf({ step, direction, code }: Failure): string {
  return `${step}.${direction}.${code}`;
}

/** A person holds the partner: nothing has failed. */
const HELD = "partner_held";

/** What keeps a saga from going on, if anything does; the column `trouble` of its row is the fingerprint of this. */
export function troubleOf({ work, parked, lastError, attempt, tries }: Saga): Failure | null {
  if (!work || parked?.reason === "HELD_BY_OPERATOR") return null;
  const code = parked?.code ?? lastError?.code ?? null;
  if (code === HELD) return null;
  const { step, direction } = work;
  if (parked) return { step, direction, code: code ?? parked.reason };
  // What a step was refused for stays on the row while its undo begins; the undo has not failed yet.
  const hasFailed = direction === "forward" || attempt > 0 || tries > 0;
  return code !== null && hasFailed ? { step, direction, code } : null;
}

/** What an event that counts says by itself. A stop names no step: see failure-of-stop.ts. */
export function failureOf(event: DomainEvent): Failure | null {
  switch (event.type) {
    case "PrescriptionFailed":
      return { step: "prescription", direction: "forward", code: event.data.code };
    case "InventoryReservationFailed":
      return { step: "inventory", direction: "forward", code: event.data.code };
    case "ShipmentInitiationFailed":
      return { step: "shipment", direction: "forward", code: event.data.code };
    case "StepOutcomeUnknown":
      return failed(event.data);
    case "StepRetryScheduled": {
      // The others come with an event of their own, or are no failure.
      const { because, code } = event.data;
      const counts = (because === "not_sent" || because === "transient") && code !== HELD;
      return counts ? failed(event.data) : null;
    }
    case "CancelRejected":
      // Shipped before the undo could begin: nobody refused anything.
      return event.data.code === "already_shipped"
        ? null
        : { step: "shipment", direction: "undo", code: event.data.code };
    default:
      return null;
  }
}

const failed = ({ step, direction, code }: Failure): Failure => ({ step, direction, code });

/** The events that are worth reading. */
export const FAILING_EVENTS = [
  "PrescriptionFailed",
  "InventoryReservationFailed",
  "ShipmentInitiationFailed",
  "StepOutcomeUnknown",
  "StepRetryScheduled",
  "CancelRejected",
  "SagaParked",
] as const satisfies readonly DomainEvent["type"][];
