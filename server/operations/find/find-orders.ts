import type { DbOrTx } from "#db/client";
import {
  findByContact,
  findByExternalOrderId,
  findByOrderNumber,
  findByReference,
  findByTrackingNumber,
  findByUuid,
  findOpenByReference,
  readExistingNumbers,
} from "#db/queries/find-orders";
import { emailIndex, phoneIndex } from "#server/orders/contact-index";
import type { Policy } from "#server/saga/policy";
import { readOrderRows } from "../list/read-order-rows.ts";
import { nearOrderNumbers } from "./near-order-numbers.ts";
import { type Readings, readSearchText } from "./read-search-text.ts";
import type { FindAnswer, FoundBy } from "./views.ts";

/** One customer's orders fit on a screen; more are told of. */
const SHOWN = 20;
/** Orders under way in which a partner's reference is looked for; reading more would be felt. */
const OPEN_WALK = 10_000;

type Tools = { db: DbOrTx; policy: Policy; contactIndexKey: string };
type Hits = { by: FoundBy; ids: number[] };

/**
 * The orders that a text may mean, by whatever a customer or a partner reads out.
 * Exact in every reading: nothing is guessed but a slip in an order number. The
 * text is personal data: it is neither kept nor logged.
 */
export async function findOrders(tools: Tools, text: string): Promise<FindAnswer> {
  const readings = readSearchText(text);
  const [hits, near] = await Promise.all([
    Promise.all(searches(tools, readings)).then((each) => each.flat()),
    readings.mistyped === null
      ? []
      : readExistingNumbers(tools.db, nearOrderNumbers(readings.mistyped)),
  ]);
  const byId = new Map<number, FoundBy>();
  for (const { by, ids } of hits) for (const id of ids) if (!byId.has(id)) byId.set(id, by);
  const ids = [...byId.keys()].toSorted((a, b) => b - a);
  const shown = ids.slice(0, SHOWN);
  const { rows, asOf } = await readOrderRows(tools, shown);
  return {
    found: rows.map(({ id, row }) => ({ ...row, by: byId.get(id) ?? "order_number" })),
    more: ids.length > SHOWN,
    tried: triedWords(readings),
    mistyped: readings.mistyped === null ? null : { orderNumber: readings.mistyped, near },
    searchedOpen: readings.reference === null ? null : OPEN_WALK,
    asOf,
  };
}

/** Every reading is looked for at once; each has an index, or a bound. */
function searches({ db, contactIndexKey }: Tools, readings: Readings): Promise<Hits[]>[] {
  const limit = SHOWN + 1;
  const { orderNumber, uuid, email, phone, reference } = readings;
  const as = async (by: FoundBy, ids: Promise<number[]>): Promise<Hits[]> => [
    { by, ids: await ids },
  ];
  const byContact = (type: "email" | "phone", index: string | null) =>
    index === null ? [] : [as(type, findByContact(db, { type, index }, limit))];
  return [
    ...(orderNumber === null ? [] : [as("order_number", findByOrderNumber(db, orderNumber))]),
    ...(uuid === null ? [] : [byUuid(db, uuid)]),
    ...(email === null ? [] : byContact("email", emailIndex(email, contactIndexKey))),
    ...(phone === null ? [] : byContact("phone", phoneIndex(phone, contactIndexKey))),
    ...(reference === null
      ? []
      : [
          as("external_order_id", findByExternalOrderId(db, reference, limit)),
          as("tracking_number", findByTrackingNumber(db, reference, limit)),
          as("partner_reference", findByReference(db, reference, limit)),
          as("partner_reference", findOpenByReference(db, reference, { walk: OPEN_WALK, limit })),
        ]),
  ];
}

async function byUuid(db: DbOrTx, uuid: string): Promise<Hits[]> {
  const { order, saga } = await findByUuid(db, uuid);
  return [
    { by: "order_id", ids: order },
    { by: "saga_id", ids: saga },
  ];
}

function triedWords(readings: Readings): string[] {
  return [
    ...(readings.orderNumber === null && readings.mistyped === null ? [] : ["order number"]),
    ...(readings.uuid === null ? [] : ["order id", "fulfilment id"]),
    ...(readings.email === null ? [] : ["e-mail"]),
    ...(readings.phone === null ? [] : ["phone"]),
    ...(readings.reference === null
      ? []
      : ["storefront's order id", "tracking number", "partner reference"]),
  ];
}
