import { z } from "zod";

/** Why a storefront may wish an order back. A code, because it goes into an event: no room for free text. */
const CANCEL_REASONS = [
  "customer_request",
  "duplicate_order",
  "address_problem",
  "prescription_problem",
  "fraud_suspected",
  "other",
] as const;

export const cancelOrderInput = z.strictObject({
  reason: z.enum(CANCEL_REASONS).default("customer_request"),
});
export type CancelOrderInput = z.output<typeof cancelOrderInput>;
