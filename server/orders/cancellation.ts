import type { LatestCancel } from "#db/queries/events";
import type { Position } from "#server/saga/types";

export const CANCELLATION_STATUSES = ["pending", "done", "refused"] as const;

/** What became of the last wish that an order be taken back. */
export type Cancellation = {
  requestedAt: string;
  status: (typeof CANCELLATION_STATUSES)[number];
  /** With `refused`: why the parcel does not come back. */
  code?: string;
};

export function toCancellation(
  saga: { state: Position; cancelRequestedAt: Date | null },
  { requestedAt, refusalCode }: LatestCancel,
): Cancellation {
  const wish = { requestedAt: requestedAt.toISOString() };
  if (saga.state === "CANCELLED") return { ...wish, status: "done" };
  const isOpen = saga.cancelRequestedAt !== null || saga.state === "COMPENSATING";
  if (isOpen || refusalCode === null) return { ...wish, status: "pending" };
  return { ...wish, status: "refused", code: refusalCode };
}
