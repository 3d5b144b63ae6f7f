import type { ParkedReason, Position } from "#server/saga/types";

export const OUTSIDE_STATUSES = [
  "received",
  "processing",
  "shipped",
  "on_hold",
  "cancelling",
  "cancelled",
] as const;
/** What a storefront sees of an order: stable words, whatever the inside learns to tell apart. */
export type OutsideStatus = (typeof OUTSIDE_STATUSES)[number];

export function outsideStatus(saga: {
  state: Position;
  parkedReason: ParkedReason | null;
  cancelRequestedAt: Date | null;
  /** Times the current work was tried again. */
  tries: number;
}): OutsideStatus {
  if (saga.parkedReason !== null && saga.state !== "CANCELLED") return "on_hold";
  switch (saga.state) {
    case "PENDING_PRESCRIPTION":
      if (saga.cancelRequestedAt !== null) return "cancelling";
      return saga.tries === 0 ? "received" : "processing";
    case "PENDING_INVENTORY_RESERVATION":
    case "PENDING_SHIPMENT":
      return saga.cancelRequestedAt === null ? "processing" : "cancelling";
    case "COMPLETED":
      return "shipped";
    case "COMPENSATING":
      return "cancelling";
    case "CANCELLED":
      return "cancelled";
  }
}
