import { ACTION_REASONS, type ActionReason } from "./views.ts";

const REASON_WORDS: Record<ActionReason, string> = {
  customer_request: "customer request",
  duplicate_order: "duplicate order",
  address_problem: "address problem",
  out_of_stock: "out of stock",
  prescription_problem: "prescription problem",
  clinical_concern: "clinical concern",
  fraud_suspected: "suspected fraud",
  partner_outage: "partner outage",
  staff_error: "staff error",
  test_order: "test order",
  other: "other, see the note",
};

/** The reason of an action as read back; a storefront may have reasons of its own. */
export function reasonWords(reason: string): string {
  const known = ACTION_REASONS.find((each) => each === reason);
  return known ? REASON_WORDS[known] : reason.replaceAll("_", " ");
}
