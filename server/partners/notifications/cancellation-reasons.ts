/**
 * Why an order was cancelled, in words for the customer. Closed on purpose: a partner's own text
 * never reaches an e-mail, and no sentence names a medicine.
 */
const REASONS: ReadonlyMap<string, string> = new Map([
  // By the customer or by the pharmacy: the code does not tell, so the sentence does not either.
  ["cancel_requested", "It was cancelled on request."],
  ["deadline_expired", "We could not complete it in the time we allow ourselves."],
  ["insufficient_stock", "We do not have enough in stock to fill it completely."],
  ["unknown_item", "We do not stock everything it asks for."],
  ["item_recalled", "Part of it has been recalled by its maker."],
  ["quantity_limit", "It asks for more than we may supply at once."],
  ["expiry_too_short", "What we have in stock would expire before you could use all of it."],
  ["reservation_expired", "What we had set aside for it is no longer reserved."],
  ["prescriber_unknown", "We could not confirm the prescriber named on it."],
  ["prescriber_not_licensed", "The prescriber named on it is not licensed to prescribe it."],
  ["rx_expired", "Your prescription has expired. Please ask your prescriber for a new one."],
  ["refill_too_soon", "It is too soon for a refill of your prescription."],
  ["interaction_hold", "A pharmacist needs to speak with your prescriber before it can be filled."],
  ["controlled_not_allowed", "We may not supply part of it by post."],
  ["patient_mismatch", "The details on it do not match the prescription."],
  ["ndc_not_dispensable", "Part of it can no longer be supplied."],
  ["address_undeliverable", "The carrier cannot deliver to the address you gave."],
  ["po_box_not_allowed", "The carrier cannot deliver it to a post office box."],
  ["service_unavailable", "The delivery service you chose is not available for your address."],
  ["restricted_item", "The carrier may not transport it to your address."],
  ["weight_limit", "It is too heavy for the delivery service you chose."],
]);

const NEUTRAL_REASON = "We were not able to fill it.";

export function cancellationReason(causeCode: string | null): string {
  return (causeCode === null ? undefined : REASONS.get(causeCode)) ?? NEUTRAL_REASON;
}
