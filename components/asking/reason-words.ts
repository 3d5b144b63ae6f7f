import type { ActionReason } from "#server/operations/order-actions/views";

/** The reasons that a person may choose from, in the words of the screen. */
export const reasonWords: Record<ActionReason, string> = {
  customer_request: "Customer request",
  duplicate_order: "Duplicate order",
  address_problem: "Address problem",
  out_of_stock: "Out of stock",
  prescription_problem: "Prescription problem",
  clinical_concern: "Clinical concern",
  fraud_suspected: "Fraud suspected",
  partner_outage: "Partner outage",
  staff_error: "Error by our staff",
  test_order: "Test order",
  other: "Other (needs a note)",
};

/** As it stands in the record. A reason that a later version knows is shown by its code. */
export function reasonInWords(code: string): string {
  if (code === "other") return "Other";
  return Object.hasOwn(reasonWords, code) ? reasonWords[code as ActionReason] : code;
}
