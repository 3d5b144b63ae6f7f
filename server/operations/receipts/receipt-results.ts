import { stepOf } from "#server/saga/definition";
import type { Position } from "#server/saga/types";
import { PARTNER_NAME, partnerNameOf } from "../partners/partner-words.ts";
import { codeClause } from "../situation/code-words.ts";
import type { SagaEntry } from "../timeline/saga-entry.ts";
import type { ReceiptResult } from "./views.ts";

/** What one event says about a retry; null when it says nothing. */
export function retryResult(
  entry: SagaEntry,
  after: readonly SagaEntry[],
  before: string | null,
): ReceiptResult | "still_at_work" | null {
  const { event } = entry;
  switch (event.type) {
    case "PrescriptionCreated":
    case "InventoryReserved":
    case "ShipmentInitiated":
      return { type: "fixed", text: movedOnText(positionAfter(entry, after)) };
    case "PrescriptionCancelled":
      return { type: "fixed", text: "Fixed: prescription cancelled, the undo goes on" };
    case "InventoryReleased":
      return { type: "fixed", text: "Fixed: stock released, the undo goes on" };
    case "ShipmentVoided":
      return { type: "fixed", text: "Fixed: label voided, the undo goes on" };
    case "OrderFulfillmentSagaStateChanged":
      return event.data.to === "CANCELLED" ? CANCELLED : null;
    case "PrescriptionFailed":
      return failedAgain(event.data.code, PARTNER_NAME.prescription, before);
    case "InventoryReservationFailed":
      return failedAgain(event.data.code, PARTNER_NAME.inventory, before);
    case "ShipmentInitiationFailed":
      return failedAgain(event.data.code, PARTNER_NAME.carrier, before);
    case "StepRetryScheduled":
      if (event.data.because === "pending") return "still_at_work";
      return failedAgain(event.data.code, partnerNameOf(event.data.step), before);
    case "StepOutcomeUnknown":
      return failedAgain(event.data.code, partnerNameOf(event.data.step), before);
    case "CancelRejected":
      return failedAgain(event.data.code, PARTNER_NAME.carrier, before);
    case "SagaParked":
      if (event.data.code === null) return null;
      return failedAgain(event.data.code, partnerBefore(after, entry), before);
    case "OrderFulfillmentSagaFailed":
      return { type: "no_effect_seen", text: "No effect seen: the undo of the order came first" };
    default:
      return null;
  }
}

function failedAgain(code: string, partner: string | null, before: string | null): ReceiptResult {
  const clause = codeClause(code, partner);
  return code === before
    ? { type: "same_error", text: `Same error again: ${clause}` }
    : { type: "new_error", text: `New error: ${clause}` };
}

/** The error that stood when the action was asked for. */
export function errorAt(all: readonly SagaEntry[], version: number): string | null {
  let code: string | null = null;
  for (const { event, version: at } of all) {
    if (at > version) break;
    const said = errorCode(event);
    if (said !== undefined) code = said;
  }
  return code;
}

function errorCode(event: SagaEntry["event"]): string | null | undefined {
  switch (event.type) {
    case "StepRetryScheduled":
      return event.data.because === "pending" ? undefined : event.data.code;
    case "StepOutcomeUnknown":
    case "PrescriptionFailed":
    case "InventoryReservationFailed":
    case "ShipmentInitiationFailed":
    case "CancelRejected":
      return event.data.code;
    case "SagaParked":
      return event.data.code ?? undefined;
    case "PrescriptionCreated":
    case "InventoryReserved":
    case "ShipmentInitiated":
    case "PrescriptionCancelled":
    case "InventoryReleased":
    case "ShipmentVoided":
      return null;
    default:
      return undefined;
  }
}

/** A stop names no step: the step is the one that was tried last before it. */
export function partnerBefore(after: readonly SagaEntry[], stop: SagaEntry): string | null {
  const tried = after.findLast(
    ({ event, version }) =>
      version < stop.version &&
      (event.type === "StepOutcomeUnknown" || event.type === "StepRetryScheduled"),
  );
  const step =
    tried?.event.type === "StepOutcomeUnknown" || tried?.event.type === "StepRetryScheduled"
      ? tried.event.data.step
      : null;
  return step ? partnerNameOf(step) : "The partner";
}

function positionAfter(entry: SagaEntry, after: readonly SagaEntry[]): Position | null {
  const moved = after.find(
    ({ event, version }) =>
      version > entry.version && event.type === "OrderFulfillmentSagaStateChanged",
  );
  return moved?.event.type === "OrderFulfillmentSagaStateChanged" ? moved.event.data.to : null;
}

export function movedOnText(to: Position | null): string {
  if (to === null) return "Fixed: done";
  if (to === "COMPLETED") return "Fixed: the order is complete";
  if (to === "COMPENSATING") return "Fixed: done, and the undo began";
  if (to === "CANCELLED") return "Undone: the order is cancelled";
  return `Fixed: moved on to ${stepOf(to)}`;
}

export const CANCELLED: ReceiptResult = { type: "undone", text: "Undone: the order is cancelled" };
