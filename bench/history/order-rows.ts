import { contactIndexes } from "#server/orders/contact-index";
import { parseNdc } from "#server/orders/ndc";
import { CATALOGUE } from "#server/partners/contract/catalogue";
import type { Chance } from "./chance.ts";
import { BENCH_CONTACT_KEY } from "./contact-key.ts";
import { arrayCell, rowOf } from "./copy-text.ts";
import { customerOf } from "./customers.ts";

/** Of the order's own row, all but what its events say. */
export const ORDER_ROW =
  "id, order_uuid, order_number, client_id, external_order_id, replaces_order_id, line_count, shipping_service, ship_to_name, ship_to_line1, ship_to_line2, ship_to_city, ship_to_state, ship_to_postal_code, ship_to_country, ship_to_residential, ship_to_instructions";
export const PATIENT_ROW =
  "order_uuid, client_id, external_patient_id, given_names, family_name, birth_date, sex, email, phone, email_index, phone_index, preferred_channel, locale, time_zone";
export const LINE_ROW =
  "order_uuid, position, line_id, ndc_canonical, ndc_display, quantity, unit, days_supply, refills, directions, substitution_allowed, prescriber_npi, prescriber_name, prescription_kind, rx_number, written_on, expires_on";

export type PlacedOrder = {
  id: number;
  orderUuid: string;
  orderNumber: string;
  clientId: string;
  customerNumber: number;
  lineCount: number;
  placedAt: number;
};

const SERVICES = ["standard", "standard", "standard", "expedited", "overnight"] as const;
const DIRECTIONS = ["Take one daily", "Take one twice daily", "Use as directed"] as const;

const MEDICINES = CATALOGUE.filter(({ schedule }) => schedule === null).map((item) => {
  const parsed = parseNdc(item.ndc, () => false);
  if (parsed.type !== "ndc") throw new Error(`Bug: the catalogue holds ${item.ndc}`);
  return { ...parsed.ndc, unit: item.unit };
});

/** What a storefront sent: the rows that no event holds. */
export function rowsOfOrder(order: PlacedOrder, chance: Chance) {
  const { id, orderUuid, orderNumber, clientId, lineCount } = order;
  const customer = customerOf(order.customerNumber);
  const indexes = contactIndexes(customer, BENCH_CONTACT_KEY);
  const { line1, city, state, postalCode } = customer;
  const named = [id, orderUuid, orderNumber, clientId, `${clientId}-${id}`, null, lineCount];
  const to = [`${customer.givenNames[0]} ${customer.familyName}`, line1, null, city, state];
  return {
    order: rowOf([...named, chance.pick(SERVICES), ...to, postalCode, "US", true, null]),
    patient: rowOf([
      orderUuid,
      clientId,
      customer.externalPatientId,
      arrayCell(customer.givenNames),
      customer.familyName,
      customer.birthDate,
      customer.sex,
      customer.email,
      customer.phone,
      indexes.emailIndex,
      indexes.phoneIndex,
      customer.email === null ? "phone" : "email",
      "en-US",
      null,
    ]),
    lines: linesOf(order, chance),
  };
}

function linesOf({ orderUuid, lineCount, placedAt }: PlacedOrder, chance: Chance): string[] {
  const first = chance.below(MEDICINES.length);
  const writtenOn = new Date(placedAt - chance.between(1, 60) * 86_400_000);
  return Array.from({ length: lineCount }, (_, index) => {
    // Neighbours in the catalogue, so that no medicine comes twice.
    const medicine = MEDICINES[(first + index) % MEDICINES.length];
    if (!medicine) throw new Error("Bug: the catalogue is empty");
    const what = [`line-${index + 1}`, medicine.canonical, medicine.display, 30, medicine.unit];
    const how = [30, chance.below(6), chance.pick(DIRECTIONS), true];
    const by = ["1234567893", "Dr Example", "new", null];
    return rowOf([
      orderUuid,
      index + 1,
      ...what,
      ...how,
      ...by,
      writtenOn.toISOString().slice(0, 10),
      null,
    ]);
  });
}
