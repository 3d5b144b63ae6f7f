import type { CancelByReferenceRequest } from "./contract/reference.ts";

/** Cancels whatever the reference names, now or should it still arrive. Safe to repeat. */
export function buildCancelRequest(
  clientReference: string,
  orderNumber: string,
): CancelByReferenceRequest {
  return { clientReference, orderNumber };
}
