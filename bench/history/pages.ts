import { newOrderNumber, newUuid } from "#server/ids";
import type { Chance } from "./chance.ts";
import type { Deck } from "./deck.ts";
import type { FailureLedger } from "./failure-ledger.ts";
import {
  ACTION_ROW,
  KEY_ROW,
  type LifePattern,
  NOTE_ROW,
  ORDER_HEAD,
  SAGA_ROW,
} from "./life-pattern.ts";
import { LINE_ROW, ORDER_ROW, PATIENT_ROW, rowsOfOrder } from "./order-rows.ts";
import { type Filling, fill } from "./pattern.ts";
import { EVENT_ROW, EventSealer, LINK_ROW } from "./seal-events.ts";

/** The tables that a history fills, each with the columns it gives. */
export const HISTORY_TABLES = {
  event_store: EVENT_ROW,
  event_chain: LINK_ROW,
  orders: `${ORDER_ROW}, ${ORDER_HEAD}`,
  patients: PATIENT_ROW,
  order_lines: LINE_ROW,
  idempotency_keys: KEY_ROW,
  order_fulfillment_sagas: `id, ${SAGA_ROW.join(", ")}`,
  operator_actions: ACTION_ROW,
  notes: NOTE_ROW,
} as const;
export type HistoryTable = keyof typeof HISTORY_TABLES;
export const TABLE_NAMES = Object.keys(HISTORY_TABLES).filter(
  (name): name is HistoryTable => name in HISTORY_TABLES,
);
/** Rows in COPY's text format, by table. */
export type Page = Record<HistoryTable, string>;

/** Orders a page: the events of about so many go under one link of the chain. */
export const ORDERS_A_PAGE = 100;
/** Orders that the same person places in the end. */
const ORDERS_A_CUSTOMER = 5;
const STOREFRONTS = ["bluebird-rx", "harbour-pharmacy", "oak-street-meds", "pillbox-direct"];
const DAY_MS = 86_400_000;

export type Span = { sagas: number; endsAt: number; days: number };
/** Where the lives come from, and what else is told about them. */
export type Sources = { deck: Deck; chance: Chance; failures: FailureLedger };

/** All of a history, the oldest first. Reads no clock and writes nothing. */
export function* pagesOfHistory(span: Span, { deck, chance, failures }: Sources): Generator<Page> {
  const sealer = new EventSealer();
  for (let first = 1; first <= span.sagas; first += ORDERS_A_PAGE) {
    const page = emptyPage();
    const last = Math.min(span.sagas, first + ORDERS_A_PAGE - 1);
    for (let id = first; id <= last; id += 1) {
      const life = deck.deal();
      const at = placedAt(id, span);
      const sagaUuid = newUuid(at);
      putOrder(page, { id, life, sagaUuid, placedAt: at, sealer, span, chance });
      failures.add(life.failures, { sagaUuid, placedAt: at });
    }
    const until = last === span.sagas ? Number.POSITIVE_INFINITY : placedAt(last + 1, span);
    const { events, link } = sealer.sealUntil(until);
    page.event_store = events;
    page.event_chain = link;
    yield page;
  }
}

const emptyPage = (): Page => ({
  event_store: "",
  event_chain: "",
  orders: "",
  patients: "",
  order_lines: "",
  idempotency_keys: "",
  order_fulfillment_sagas: "",
  operator_actions: "",
  notes: "",
});

/** More by day than by night, and never one before the one with the lower number. */
function placedAt(id: number, { sagas, endsAt, days }: Span): number {
  const share = (id - 1) / sagas;
  const evenly = endsAt - (1 - share) * days * DAY_MS;
  const wave = Math.sin((evenly / DAY_MS) * 2 * Math.PI);
  return Math.floor(evenly + (0.8 * DAY_MS * wave) / (2 * Math.PI));
}

type Placed = {
  id: number;
  life: LifePattern;
  sagaUuid: string;
  placedAt: number;
  sealer: EventSealer;
  span: Span;
  chance: Chance;
};

function putOrder(
  page: Page,
  { id, life, sagaUuid, placedAt: at, sealer, span, chance }: Placed,
): void {
  const orderUuid = newUuid(at);
  const orderNumber = orderNumberOf(id);
  const clientId = chance.pick(STOREFRONTS);
  const filling: Filling = {
    // In the order of MARKS; then the ids.
    values: [
      sagaUuid,
      orderUuid,
      orderNumber,
      clientId,
      `rx_${id.toString(36).padStart(8, "0")}`,
      `res_${id.toString(36).padStart(8, "0")}`,
      `lbl_${id.toString(36).padStart(8, "0")}`,
      `SBX${1e12 + ((id * 7_368_787) % 8e12)}`,
      ...Array.from({ length: life.idCount }, () => newUuid(at)),
    ],
    placedAt: at,
  };
  const customerNumber = chance.below(Math.ceil(span.sagas / ORDERS_A_CUSTOMER));
  const { lineCount } = life;
  const order = { id, orderUuid, orderNumber, clientId, customerNumber, lineCount, placedAt: at };
  const rows = rowsOfOrder(order, chance);
  page.orders += `${rows.order}\t${fill(life.orderHead, filling)}\n`;
  page.patients += `${rows.patient}\n`;
  for (const line of rows.lines) page.order_lines += `${line}\n`;
  for (const key of life.keyRows) page.idempotency_keys += `${fill(key, filling)}\n`;
  page.order_fulfillment_sagas += `${id}\t${fill(life.sagaRow, filling)}\n`;
  for (const action of life.actionRows) page.operator_actions += `${fill(action, filling)}\n`;
  for (const note of life.noteRows) page.notes += `${fill(note, filling)}\n`;
  sealer.add(life.commits, filling);
}

/**
 * Looks drawn by chance and comes once only: an odd factor is a detour through
 * all 2^35 numbers. Below 2^32, so that the product of a few million stays exact.
 */
export function orderNumberOf(id: number): string {
  let left = (id * 2_654_435_761) % 2 ** 35;
  return newOrderNumber((base) => {
    const digit = left % base;
    left = Math.floor(left / base);
    return digit;
  });
}
