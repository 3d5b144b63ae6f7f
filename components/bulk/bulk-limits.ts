import type { BulkKind } from "#server/operations/bulk/views";

/** The server's own limits, which it asks again: here a button says so before it is pressed. */
export const BULK_MOST = 1_000;
const UNDO_LIMIT = 20;

/** Why a person may not begin an operation on so many orders, or null. */
export function whyNotBulk(wish: {
  kind: BulkKind;
  count: number;
  role: "support" | "admin";
}): string | null {
  if (wish.count > BULK_MOST) return "One operation holds 1,000 orders at most.";
  if (wish.kind === "undo" && wish.role !== "admin" && wish.count > UNDO_LIMIT) {
    return `Only an admin may undo more than ${UNDO_LIMIT} orders at once.`;
  }
  return null;
}
