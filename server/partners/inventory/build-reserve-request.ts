import type { CreateReservationRequest } from "../contract/inventory.ts";
import { inventoryReference } from "../references.ts";
import { RESERVATION_TTL_SECONDS, type StepCall } from "../types.ts";

/** The medicine must still be good when the patient takes the last of it, with a month to spare. */
const EXPIRY_MARGIN_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Field by field, in a fixed order: a re-send must be the same bytes or the partner sees a conflict. */
export function buildReserveInventoryRequest(
  call: Pick<StepCall, "sagaUuid" | "order" | "startedAt">,
): CreateReservationRequest {
  const { orderNumber, lines } = call.order;
  const longestSupplyDays = Math.max(0, ...lines.map((line) => line.daysSupply));
  return {
    clientReference: inventoryReference(call.sagaUuid),
    orderNumber,
    policy: "all_or_nothing",
    ttlSeconds: RESERVATION_TTL_SECONDS,
    minExpiryDate: dateAfter(call.startedAt, longestSupplyDays + EXPIRY_MARGIN_DAYS),
    lines: lines.map((line) => ({
      lineId: line.lineId,
      ndc: line.ndc,
      quantity: line.quantity,
      unit: line.unit,
    })),
  };
}

function dateAfter(startedAt: number, days: number): string {
  return new Date(startedAt + days * DAY_MS).toISOString().slice(0, 10);
}
