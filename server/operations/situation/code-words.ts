import { TO_UNDO } from "../partners/partner-words.ts";

/**
 * The words for every code that an event may carry. Each is one clause without a
 * full stop that reads on its own; `p` is the partner's name, capitalised.
 */
const WORDS: Readonly<Record<string, (p: string) => string>> = {
  // The prescription service refuses.
  prescriber_unknown: (p) => `${p} does not know the prescriber`,
  prescriber_not_licensed: (p) => `${p} says the prescriber is not licensed to prescribe this`,
  rx_expired: (p) => `${p} says the prescription has expired`,
  refill_too_soon: (p) => `${p} says it is too early for a refill`,
  interaction_hold: (p) => `${p} stopped it to check an interaction with another medicine`,
  controlled_not_allowed: (p) => `${p} does not accept controlled medicines by this way`,
  patient_mismatch: (p) => `${p} cannot match the patient to its records`,
  ndc_not_dispensable: (p) => `${p} says one of the medicines cannot be dispensed`,
  // The warehouse refuses.
  insufficient_stock: (p) => `${p} has too few items in stock`,
  unknown_item: (p) => `${p} does not stock one of the items`,
  item_recalled: (p) => `${p} holds one of the items back: it was recalled`,
  quantity_limit: (p) => `${p} does not give out this quantity in one order`,
  expiry_too_short: (p) => `${p} has only stock that expires too soon`,
  reservation_expired: (p) => `the hold on the stock at ${p} has lapsed`,
  // The carrier refuses.
  address_undeliverable: (p) => `${p} cannot deliver to this address`,
  service_unavailable: (p) => `${p} does not offer this service to the address`,
  restricted_item: (p) => `${p} does not carry one of the items`,
  po_box_not_allowed: (p) => `${p} does not deliver to a PO box`,
  weight_limit: (p) => `the parcel is too heavy for ${p}`,
  reference_cancelled: (p) => `${p} has this request down as cancelled and will not make it again`,
  // A partner refuses to undo.
  cancel_denied: (p) => `${p} will not ${TO_UNDO.prescription}`,
  already_dispensed: (p) => `${p} says the medicine has already been dispensed`,
  already_transferred: (p) => `${p} says the prescription was passed to another pharmacy`,
  already_committed: (p) => `${p} has already packed the stock`,
  void_refused: (p) => `${p} will not ${TO_UNDO.shipment}`,
  already_scanned: (p) => `${p} has already scanned the parcel`,
  window_closed: (p) => `the time to void the label at ${p} is over`,
  not_applicable: (p) => `${p} says this label cannot be voided`,
  not_found: (p) => `${p} finds nothing under our reference`,
  not_found_in_profile: (p) => `${p} finds nothing under our reference`,
  expired: (p) => `${p} says it has lapsed by itself`,
  already_shipped: (p) => `${p} had made the shipping label before the undo could begin`,
  // Our access or our request is wrong.
  unauthorized: (p) => `${p} does not accept our key`,
  forbidden: (p) => `${p} does not let our account do this`,
  insufficient_funds: (p) => `our account at ${p} has too little money`,
  route_not_found: (p) => `${p} does not answer at the address we have for it`,
  invalid_request: (p) => `${p} cannot read our request`,
  schema_invalid: (p) => `${p} cannot read our request`,
  malformed_json: (p) => `${p} cannot read our request`,
  method_not_allowed: (p) => `${p} cannot read our request`,
  unsupported_media_type: (p) => `${p} cannot read our request`,
  reference_conflict: (p) => `${p} knows our reference with other content`,
  duplicate_objects: (p) => `${p} has two things under one reference of ours`,
  // Nothing was done, or nothing was sent.
  pending: (p) => `${p} is still at work on it`,
  in_progress: (p) => `${p} is still at work on the same request`,
  rate_limited: (p) => `${p} asks us to slow down`,
  unavailable: (p) => `${p} says it is not available at the moment`,
  partner_held: (p) => `${p} is on hold`,
  circuit_open: (p) => `${p} fails too often, so nothing is sent until it is well again`,
  partner_misconfigured: (p) => `${p} does not accept our key, so nothing is sent until it does`,
  partner_asked_to_wait: (p) => `${p} asks us to slow down`,
  connect_refused: (p) => `${p} does not take calls at the moment`,
  connect_timeout: (p) => `${p} could not be reached in time`,
  connect_failed: (p) => `${p} could not be reached`,
  unreachable: (p) => `${p} could not be reached`,
  dns_failed: (p) => `the address of ${p} could not be found`,
  tls_failed: (p) => `no secure connection to ${p} could be made`,
  client_closed: (p) => `we stopped before ${p} could answer`,
  aborted: (p) => `we stopped before ${p} could answer`,
  // Sent, without proof.
  timeout: (p) => `${p} did not answer in time`,
  connection_lost: (p) => `the connection broke before ${p} answered`,
  reply_broken: (p) => `the answer of ${p} broke off`,
  reply_too_long: (p) => `${p} answered something we cannot read`,
  reply_without_head: (p) => `${p} answered something we cannot read`,
  unreadable_reply: (p) => `${p} answered something we cannot read`,
  other_reference: (p) => `${p} answered about another order`,
  other_shipment: (p) => `${p} answered about another shipment`,
  tracking_number_missing: (p) => `${p} gave no tracking number`,
  internal_error: (p) => `${p} had an error of its own`,
  dead_lettered: (p) => `our own work for ${p} stopped again and again`,
  newer_version: () => "a newer version of the system wrote it",
  redelivered: (p) => `our own work stopped in the middle of a call to ${p}`,
  // Mail.
  invalid_email: () => "the e-mail address does not work",
  asked_again: () => "a person asked for the e-mail to be sent again",
  no_email: () => "there is no e-mail address for the customer",
  mailbox_full: () => "the customer's mailbox is full",
  smtp_failed: (p) => `${p} could not send the e-mail`,
  smtp_552: () => "the customer's mailbox is full",
  smtp_auth_refused: (p) => `${p} does not accept our key`,
  smtp_connection_lost: (p) => `the connection broke before ${p} answered`,
  // Our own reasons to turn back.
  cancel_requested: () => "an undo was asked for",
  deadline_expired: () => "it took longer than its time limit",
  resolved_by_hand: () => "a person recorded that it did not happen",
};

/**
 * What a code means, as a clause that begins in lower case unless with a name.
 * A code without words is told honestly with the code itself.
 */
export function codeClause(code: string, partner: string | null): string {
  const name = partner ?? "the system";
  // Own keys only: a code may be foreign text such as "constructor".
  const words = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  if (words) return words(name);
  const status = /^http_(\d{3})$/.exec(code)?.[1];
  if (status) return `${name} answered with error ${status}`;
  const smtp = /^smtp_([45])(\d\d)$/.exec(code);
  if (smtp) {
    const [, kind, rest] = smtp;
    return kind === "5"
      ? `${name} says that no e-mail to this address is accepted (error ${kind}${rest})`
      : `${name} did not take the e-mail for now (error ${kind}${rest})`;
  }
  return `${name} gave a reason we have no words for yet (code ${code})`;
}

/** The same for a refusal: an unknown code is then known to be one. */
export function refusalClause(code: string, partner: string | null): string {
  if (Object.hasOwn(WORDS, code)) return codeClause(code, partner);
  const name = partner ?? "the system";
  return `${name} refused it with a reason we have no words for yet (code ${code})`;
}
