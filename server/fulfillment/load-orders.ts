import type { Pool } from "pg";
import type { FulfillmentOrder, OrderLine } from "#server/partners/types";

export type OrderRow = {
  order_uuid: string;
  order_number: string;
  patient: FulfillmentOrder["patient"];
  ship_to: FulfillmentOrder["shipTo"];
  shipping_service: FulfillmentOrder["shipping"]["service"];
  lines: OrderLine[];
};

// Keys come out of Postgres in the port's own spelling; lines in the order in which they were sent,
// so that the same rows always make the same request.
export const ORDER_COLUMNS = `o.order_uuid, o.order_number, o.shipping_service,
    json_build_object(
      'externalPatientId', p.external_patient_id, 'givenNames', p.given_names,
      'familyName', p.family_name, 'birthDate', p.birth_date, 'sex', p.sex, 'email', p.email,
      'phone', p.phone, 'locale', p.locale) patient,
    json_build_object(
      'name', o.ship_to_name, 'line1', o.ship_to_line1, 'line2', o.ship_to_line2,
      'city', o.ship_to_city, 'state', o.ship_to_state, 'postalCode', o.ship_to_postal_code,
      'country', o.ship_to_country, 'residential', o.ship_to_residential,
      'instructions', o.ship_to_instructions) ship_to,
    (select json_agg(json_build_object(
        'lineId', l.line_id, 'ndc', l.ndc_display, 'quantity', l.quantity, 'unit', l.unit,
        'daysSupply', l.days_supply, 'refills', l.refills, 'directions', l.directions,
        'substitutionAllowed', l.substitution_allowed,
        'prescriber', case when l.prescriber_npi is null then null
          else json_build_object('npi', l.prescriber_npi, 'name', l.prescriber_name) end,
        'prescription', json_build_object('kind', l.prescription_kind, 'rxNumber', l.rx_number,
          'writtenOn', l.written_on, 'expiresOn', l.expires_on)) order by l.position)
      from order_lines l where l.order_uuid = o.order_uuid) lines`;

const SELECT = `select ${ORDER_COLUMNS}
  from orders o join patients p on p.order_uuid = o.order_uuid`;

const OF_ORDERS = `${SELECT} where o.order_uuid = any($1::uuid[])`;
const OF_SAGAS = `${SELECT} join order_fulfillment_sagas g on g.order_uuid = o.order_uuid
  where g.saga_uuid = any($1::uuid[])`;

/** The stored rows from which partner requests are made, by order. Personal data: held for the call, never logged. */
export function loadOrders(
  pool: Pool,
  orderUuids: readonly string[],
): Promise<Map<string, FulfillmentOrder>> {
  return load(pool, { name: "load-orders", text: OF_ORDERS, uuids: orderUuids });
}

/** The same for the orders of these sagas. */
export function loadOrdersOfSagas(
  pool: Pool,
  sagaUuids: readonly string[],
): Promise<Map<string, FulfillmentOrder>> {
  return load(pool, { name: "load-orders-of-sagas", text: OF_SAGAS, uuids: sagaUuids });
}

type Load = { name: string; text: string; uuids: readonly string[] };

async function load(pool: Pool, { name, text, uuids }: Load) {
  if (uuids.length === 0) return new Map<string, FulfillmentOrder>();
  const { rows } = await pool.query<OrderRow>({ name, text, values: [uuids] });
  return new Map(rows.map((row) => [row.order_uuid, toOrder(row)]));
}

export const toOrder = (row: OrderRow): FulfillmentOrder => ({
  orderUuid: row.order_uuid,
  orderNumber: row.order_number,
  patient: row.patient,
  shipTo: row.ship_to,
  shipping: { service: row.shipping_service },
  lines: row.lines,
});
