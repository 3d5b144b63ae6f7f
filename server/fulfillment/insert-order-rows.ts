import { type Cell, field, packRows, unpacked } from "#server/packed-rows";
import { allOrFail } from "./all-or-fail.ts";
import { NOW_OF_BATCH } from "./batch-clock.ts";
import type { LaneTx } from "./lane.ts";
import type { NewOrder, PlaceSubmission } from "./submissions.ts";

/** Column, Postgres type of one element, and where its value comes from. */
type Columns<T> = readonly (readonly [name: string, type: string, read: (item: T) => Cell])[];

const ORDER: Columns<NewOrder> = [
  ["order_uuid", "uuid", (o) => o.orderUuid],
  ["order_number", "text", (o) => o.orderNumber],
  ["client_id", "text", (o) => o.clientId],
  ["external_order_id", "text", (o) => o.externalOrderId],
  ["replaces_order_id", "uuid", (o) => o.replacesOrderId],
  ["line_count", "int", (o) => o.lines.length],
  ["shipping_service", "text", (o) => o.shippingService],
  ["ship_to_name", "text", (o) => o.shipTo.name],
  ["ship_to_line1", "text", (o) => o.shipTo.line1],
  ["ship_to_line2", "text", (o) => o.shipTo.line2],
  ["ship_to_city", "text", (o) => o.shipTo.city],
  ["ship_to_state", "text", (o) => o.shipTo.state],
  ["ship_to_postal_code", "text", (o) => o.shipTo.postalCode],
  ["ship_to_country", "text", (o) => o.shipTo.country],
  ["ship_to_residential", "bool", (o) => o.shipTo.residential],
  ["ship_to_instructions", "text", (o) => o.shipTo.instructions],
];

const PATIENT: Columns<NewOrder> = [
  ["order_uuid", "uuid", (o) => o.orderUuid],
  ["client_id", "text", (o) => o.clientId],
  ["external_patient_id", "text", (o) => o.patient.externalPatientId],
  // An array within an array parameter travels as its JSON; the statement unpacks it.
  ["given_names", "jsonb", (o) => JSON.stringify(o.patient.givenNames)],
  ["family_name", "text", (o) => o.patient.familyName],
  ["birth_date", "date", (o) => o.patient.birthDate],
  ["sex", "text", (o) => o.patient.sex],
  ["email", "text", (o) => o.patient.email],
  ["phone", "text", (o) => o.patient.phone],
  ["preferred_channel", "text", (o) => o.patient.preferredChannel],
  ["locale", "text", (o) => o.patient.locale],
  ["time_zone", "text", (o) => o.patient.timeZone],
  ["email_index", "text", (o) => o.patient.emailIndex],
  ["phone_index", "text", (o) => o.patient.phoneIndex],
];

type Line = NewOrder["lines"][number] & { orderUuid: string; position: number };

const LINE: Columns<Line> = [
  ["order_uuid", "uuid", (l) => l.orderUuid],
  ["position", "int", (l) => l.position],
  ["line_id", "text", (l) => l.lineId],
  ["ndc_canonical", "text", (l) => l.ndcCanonical],
  ["ndc_display", "text", (l) => l.ndcDisplay],
  ["quantity", "numeric", (l) => l.quantity],
  ["unit", "text", (l) => l.unit],
  ["days_supply", "int", (l) => l.daysSupply],
  ["refills", "int", (l) => l.refills],
  ["directions", "text", (l) => l.directions],
  ["substitution_allowed", "bool", (l) => l.substitutionAllowed],
  ["prescriber_npi", "text", (l) => l.prescriberNpi],
  ["prescriber_name", "text", (l) => l.prescriberName],
  ["prescription_kind", "text", (l) => l.prescriptionKind],
  ["rx_number", "text", (l) => l.rxNumber],
  ["written_on", "date", (l) => l.writtenOn],
  ["expires_on", "date", (l) => l.expiresOn],
];

const names = <T>(columns: Columns<T>) => columns.map(([name]) => name).join(", ");
const fields = <T>(columns: Columns<T>) =>
  columns.map(([name, type], index) => `${field("i", index + 1, type)} as ${name}`).join(", ");
const packed = <T>(columns: Columns<T>, items: readonly T[]) =>
  packRows(items.map((item) => columns.map(([, , read]) => read(item))));

/** An order with the key it is placed under. */
const KEYED_ORDER: Columns<PlaceSubmission> = [
  ...ORDER.map(([name, type, read]): Columns<PlaceSubmission>[number] => [
    name,
    type,
    ({ order }) => read(order),
  ]),
  ["key", "text", ({ idempotency }) => idempotency.key],
];

// Sorted by its unique key and never raising: a twin in another transaction is waited for, and passed over.
const ORDERS = `
  insert into orders (${names(ORDER)}, version, notice_state, created_at, updated_at)
  select ${names(ORDER)}, 1, 'none', ${NOW_OF_BATCH}, ${NOW_OF_BATCH}
  from (select ${fields(KEYED_ORDER)} from ${unpacked("$1", "i")}) i
  where exists (
    select from idempotency_keys k
    where k.client_id = i.client_id and k.key = i.key and k.order_uuid = i.order_uuid)
  order by i.client_id, i.external_order_id
  on conflict do nothing`;
const INSERT_ORDERS = `${ORDERS} returning order_uuid`;
const INSERT_ALL_ORDERS = allOrFail(ORDERS);

/** Only of orders that this transaction made: those that were refused, or were there before, get no rows. */
const IF_MADE = `where exists (
  select from orders o
  where o.order_uuid = i.order_uuid and o.xmin = pg_current_xact_id()::xid)`;

const INSERT_PATIENTS = `
  insert into patients (${names(PATIENT)})
  select ${names(PATIENT).replace("given_names", "array(select jsonb_array_elements_text(given_names))")}
  from (select ${fields(PATIENT)} from ${unpacked("$1", "i")}) i ${IF_MADE}`;

const INSERT_LINES = `
  insert into order_lines (${names(LINE)})
  select ${names(LINE)} from (select ${fields(LINE)} from ${unpacked("$1", "i")}) i ${IF_MADE}`;

/**
 * Writes the orders whose key has become theirs in this transaction, with their
 * patients and lines; answers the uuids of those that were new. Sent behind the
 * claim of the keys and the clock, without waiting for either.
 */
export async function insertOrderRows(
  tx: LaneTx,
  places: readonly PlaceSubmission[],
): Promise<Set<string>> {
  if (places.length === 0) return new Set();
  const [made] = await Promise.all([
    tx.query<{ order_uuid: string }>("insert-orders", INSERT_ORDERS, [packed(KEYED_ORDER, places)]),
    insertTheirs(tx, places),
  ]);
  return new Set(made.rows.map((row) => row.order_uuid));
}

/** The same where all must be new, and nobody waits to hear it; fails if one is not. */
export async function insertAllOrderRows(
  tx: LaneTx,
  places: readonly PlaceSubmission[],
): Promise<void> {
  const values = [packed(KEYED_ORDER, places), places.length];
  await Promise.all([
    tx.query("insert-all-orders", INSERT_ALL_ORDERS, values),
    insertTheirs(tx, places),
  ]);
}

/** Patients and lines of what has just been made. */
async function insertTheirs(tx: LaneTx, places: readonly PlaceSubmission[]): Promise<void> {
  const orders = places.map(({ order }) => order);
  const lines = orders.flatMap((order) =>
    order.lines.map((line, i): Line => ({ ...line, orderUuid: order.orderUuid, position: i + 1 })),
  );
  await Promise.all([
    tx.query("insert-patients", INSERT_PATIENTS, [packed(PATIENT, orders)]),
    tx.query("insert-lines", INSERT_LINES, [packed(LINE, lines)]),
  ]);
}
