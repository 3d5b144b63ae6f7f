import type { EventPage, EventRow, EventView } from "#server/operations/events/views";
import type { RetrySafety, TakeBack } from "#server/operations/order-actions/views";
import type { RevealOffer } from "#server/operations/reveal/views";
import type { SayView } from "#server/operations/say/views";
import type { WorldEffect, WorldView } from "#server/operations/world/views";

/** What the order's page and the events show in the pictures, beside fixtures.ts. */

const MOMENT_MS = Date.parse("2026-11-23T20:31:47.000Z");
const before = (ms: number) => new Date(MOMENT_MS - ms).toISOString();

export const unknownSay: SayView = {
  key: "outcome_unknown.shipment",
  version: 1,
  texts: [
    {
      locale: "en",
      language: "English",
      text: "Your items are set aside for you. We are confirming the shipping label with the carrier. You will get an e-mail with the tracking number as soon as it is confirmed.",
    },
    {
      locale: "es",
      language: "Spanish",
      text: "Sus artículos están apartados para usted. Estamos confirmando la etiqueta de envío con el transportista. Recibirá un correo electrónico con el número de seguimiento en cuanto esté confirmada.",
    },
  ],
};

const effect = (over: Partial<WorldEffect>): WorldEffect => ({
  step: "prescription",
  what: "Prescription",
  place: "at ScriptLine",
  reference: null,
  state: "open",
  stateWord: "Open",
  undo: "Yes, until it is dispensed",
  checkedAt: before(4 * 60_000),
  mayCheck: { allowed: true },
  check: null,
  ...over,
});

export const unknownWorld: WorldView = {
  net: "1 prescription, 2 items of stock, perhaps 1 label",
  effects: [
    effect({ reference: "scr_88F2K1" }),
    effect({
      step: "inventory",
      what: "Stock, 2 items",
      place: "at Dockside",
      reference: "hold_4471-93",
      undo: "Yes, until it is packed",
      checkedAt: before(110_000),
      check: {
        askedAt: before(111_000),
        askedBy: "Dana Kessler",
        answer: {
          at: before(110_000),
          proven: true,
          text: "Dockside holds the stock, as we have it.",
        },
      },
    }),
    effect({
      step: "shipment",
      what: "Shipping label",
      place: "at Parcelway",
      state: "unknown",
      stateWord: "Unknown",
      undo: "Yes, until the first scan",
      checkedAt: before(46_000),
    }),
    effect({
      step: "message",
      what: "E-mail to the customer",
      place: "by Mailroom",
      state: "not_sent",
      stateWord: "Not sent",
      undo: "–",
      checkedAt: null,
      mayCheck: null,
    }),
  ],
};

export const noAnswer: RetrySafety = {
  verdict: "no_answer",
  word: "Sent, no answer",
  text: "Safe, because Parcelway is asked first whether it has the shipping label under our reference. It is sent again only if not.",
};

export const refused: RetrySafety = {
  verdict: "refused",
  word: "Sent and refused",
  text: "Safe. ScriptLine answered that nothing was done, and the reference stays the same.",
};

export const gone = (possible: boolean, text: string): TakeBack => ({ possible, text });

const row = (id: number, type: string, over: Partial<EventRow> = {}): EventRow => ({
  id,
  orderNumber: "RX-7K3M-92Q2",
  stream: "order_fulfillment_saga",
  version: id - 48_201_757,
  type,
  actor: { kind: "system" },
  at: before((48_201_774 - id) * 1_713),
  ...over,
});

export const events: EventPage = {
  items: [
    row(48_201_774, "StepOutcomeUnknown"),
    row(48_201_773, "StepRetryScheduled"),
    row(48_201_772, "RetryRequested", { actor: { kind: "person", name: "Dana Kessler" } }),
    row(48_201_771, "CustomerNotified", {
      stream: "order",
      version: 3,
      orderNumber: "RX-M8D0-2PJP",
    }),
    row(48_201_770, "OrderFulfillmentSagaCompleted", { orderNumber: "RX-M8D0-2PJP" }),
    row(48_201_769, "OrderFulfillmentSagaStateChanged", { orderNumber: "RX-M8D0-2PJP" }),
    row(48_201_768, "ShipmentInitiated", { orderNumber: "RX-M8D0-2PJP" }),
    row(48_201_767, "OrderFulfillmentSagaCompensationRecorded", { orderNumber: "RX-H64V-NC0X" }),
    row(48_201_766, "OrderFulfillmentSagaStarted", {
      orderNumber: "RX-H64V-NC0X",
      actor: { kind: "storefront" },
    }),
    row(48_201_765, "OrderCreated", {
      stream: "order",
      version: 1,
      orderNumber: "RX-H64V-NC0X",
      actor: { kind: "storefront" },
    }),
  ],
  nextCursor: "older",
  searched: null,
  asOf: before(0),
};

export const searchedEvents: EventPage = {
  ...events,
  items: [],
  searched: { events: 10_000, backTo: before(29 * 60_000) },
};

export const unknownEvent: EventView = {
  id: 48_201_774,
  orderNumber: "RX-7K3M-92Q2",
  stream: "order_fulfillment_saga",
  version: 17,
  type: "StepOutcomeUnknown",
  eventVersion: 1,
  at: before(46_000),
  actor: { kind: "system" },
  causedBy: "0195b7c2-6e41-7f0a-8a11-2f4f0c9d7b11",
  place: { number: 16, of: 17 },
  older: 48_201_773,
  newer: 48_201_775,
  change: {
    type: "folded",
    changed: [
      { field: "attempt", before: "0", after: "1" },
      { field: "inDoubtSince", before: "null", after: before(46_000) },
      { field: "lastError", before: "null", after: null },
      { field: "lastError.code", before: null, after: "timeout" },
      { field: "lastError.at", before: null, after: before(46_000) },
    ],
    same: [{ field: "position", before: "PENDING_SHIPMENT", after: "PENDING_SHIPMENT" }],
  },
  data: { step: "shipment", direction: "forward", attempt: 1, code: "timeout" },
  metadata: { actor: { type: "system" } },
};

export const revealOffer: RevealOffer = {
  rule: "Support and admins may. It is kept for ever who saw what of which order, when and for what; the order’s history tells it too.",
  minutes: 5,
  purposes: [
    {
      purpose: "customer_on_the_line",
      label: "The customer is on the line",
      shows: "name, e-mail, phone, birth date and address",
    },
    {
      purpose: "other",
      label: "Another purpose (needs words)",
      shows: "name, e-mail, phone, birth date and address",
    },
  ],
};
