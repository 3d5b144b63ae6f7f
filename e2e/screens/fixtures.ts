import type { FindAnswer } from "#server/operations/find/views";
import type { ListedPage } from "#server/operations/list/views";
import type { SavedView, SavedViewCounts } from "#server/operations/saved-views/views";
import type {
  LaneNode,
  LiveStatus,
  OrderCounts,
  OrderRow,
  OrderView,
  SystemStatus,
} from "#server/operations/views";
import { nowhere } from "../../components/orders/list-address.ts";
import {
  gone,
  noAnswer,
  refused,
  revealOffer,
  unknownSay,
  unknownWorld,
} from "./order-fixtures.ts";

/** Every picture shows this moment: Mon 23 Nov 2026, 14:31:47 in Chicago. */
export const MOMENT = "2026-11-23T20:31:47.000Z";

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export function before(ms: number): string {
  return new Date(Date.parse(MOMENT) - ms).toISOString();
}

export function after(ms: number): string {
  return before(-ms);
}

type Line = [
  orderNumber: string,
  customer: string,
  status: LiveStatus,
  where: string,
  why: string,
  attempt: [number, number] | null,
  ageMs: number,
  leftMs: number | null,
  nextMs: number | null,
];

// biome-ignore format: one line an order, to be read as the table that it becomes.
const lines: readonly Line[] = [
  ["RX-H64V-NC0X", "F*** L****", "scheduled", "Prescription", "Next in line for ScriptLine", null, SECOND, 239 * MINUTE, null],
  ["RX-Q1A8-ZK5R", "D**** S***", "running", "Prescription", "Asking ScriptLine", [1, 8], 1_400, 239 * MINUTE, null],
  ["RX-E7RJ-40P5", "B*** A****", "running", "Shipment", "Buying the label", [1, 10], 6 * SECOND, 238 * MINUTE, null],
  ["RX-B52M-8HCM", "N*** V****", "undoing", "Undo of prescription", "Stock is released; now asking ScriptLine", [1, 20], 63 * SECOND, null, null],
  ["RX-1T6S-VW44", "C**** F***", "retrying", "Inventory", "Dockside answered with error 503", [3, 8], 72 * SECOND, 88 * MINUTE, 18 * SECOND],
  ["RX-0QZ9-G7NE", "S*** M****", "retrying", "Shipment", "Parcelway did not answer in time", [2, 10], 160 * SECOND, 88 * MINUTE, 4 * SECOND],
  ["RX-M8D0-2PJP", "V*** T****", "completed", "Completed", "Customer told", null, 242 * SECOND, null, null],
  ["RX-3KXE-5J02", "K*** B****", "stalled", "Inventory", "No worker took this for 7 min", null, 7 * MINUTE, 53 * MINUTE, null],
  ["RX-XN3B-6D22", "P**** G***", "retrying", "Shipment", "Parcelway asks us to slow down", [1, 10], 9 * MINUTE, 88 * MINUTE, 31 * SECOND],
  ["RX-W9GC-4TSW", "H**** J***", "on_hold", "Shipment", "Held by a person", null, 38 * MINUTE, null, null],
  ["RX-6MPT-0VKQ", "R***** H***", "needs_a_person", "Shipment", "Parcelway cannot deliver to this address", [1, 10], 46 * MINUTE, 28 * MINUTE, null],
  ["RX-2HQB-77JQ", "A*** P****", "needs_a_person", "Shipment", "Nobody knows if the label exists: 10 look-ups, no answer", [10, 10], 62 * MINUTE, 4 * MINUTE, null],
  ["RX-T3CE-91XM", "O**** B***", "cancelled", "Cancelled", "ScriptLine says the prescription has expired; all undone", null, 82 * MINUTE, null, null],
  ["RX-4F8C-31TH", "E**** N***", "needs_a_person", "Inventory", "Dockside has too few items in stock", [8, 8], 138 * MINUTE, 41 * MINUTE, null],
  ["RX-5W1N-E4Z4", "T**** W***", "undo_stopped", "Undo of prescription", "ScriptLine never confirmed; stock is released", [20, 20], 160 * MINUTE, 12 * MINUTE, null],
  ["RX-7K3M-92Q2", "M*** K***", "outcome_unknown", "Shipment", "Parcelway may have made the label", [1, 10], 213 * MINUTE, 88 * MINUTE, 40 * SECOND],
  ["RX-8YB2-K60D", "G**** R***", "customer_not_told", "Cancelled", "The customer's mailbox is full", [2, 6], 246 * MINUTE, null, 22 * MINUTE],
  ["RX-9D4T-1KWH", "J*** D**", "undo_refused", "Undo of shipment", "Parcelway has already scanned the parcel", [1, 20], 312 * MINUTE, -8 * MINUTE, null],
];

function row([
  orderNumber,
  customer,
  status,
  where,
  why,
  attempt,
  ageMs,
  leftMs,
  nextMs,
]: Line): OrderRow {
  return {
    orderNumber,
    orderUuid: `order ${orderNumber}`,
    sagaUuid: `saga ${orderNumber}`,
    customer,
    status: { status, progress: status === "undoing" ? { done: 2, of: 3 } : null },
    where,
    why,
    nextAttemptAt: nextMs === null ? null : after(nextMs),
    attempt: attempt === null ? null : { used: attempt[0], of: attempt[1] },
    placedAt: before(ageMs),
    deadlineAt: leftMs === null ? null : after(leftMs),
    updatedAt: before(0),
  };
}

export const page: ListedPage = {
  items: lines.map(row),
  nextCursor: "older",
  searched: null,
  asOf: MOMENT,
};
export const emptyPage: ListedPage = { items: [], nextCursor: null, searched: null, asOf: MOMENT };

export const counts: OrderCounts = {
  counts: {
    all: { count: 10_000, atLeast: true },
    open: { count: 1_385, atLeast: false },
    needs_a_person: { count: 45, atLeast: false },
    outcome_unknown: { count: 5, atLeast: false },
    in_progress: { count: 1_284, atLeast: false },
    undoing: { count: 11, atLeast: false },
    completed: { count: 8_102, atLeast: false },
    cancelled: { count: 612, atLeast: false },
  },
  asOf: before(7 * SECOND),
};

const foundOrders = page.items.slice(3, 7).map((item) => ({ ...item, by: "email" as const }));
export const found: FindAnswer = {
  found: foundOrders,
  more: false,
  tried: ["e-mail"],
  mistyped: null,
  searchedOpen: null,
  asOf: MOMENT,
};
export const notFound: FindAnswer = {
  found: [],
  more: false,
  tried: ["order number", "storefront's order id", "tracking number", "partner reference"],
  mistyped: { orderNumber: "RX-7K3M-92Q3", near: ["RX-7K3M-92Q2"] },
  searchedOpen: 10_000,
  asOf: MOMENT,
};

const wish = { filter: "open", sort: "time_left", where: nowhere } as const;
export const views: SavedView[] = [
  {
    viewId: "1",
    name: "At Parcelway, retrying",
    wish: { ...wish, where: { ...nowhere, statuses: ["retrying"], partners: ["carrier"] } },
    shared: true,
    mine: true,
    ownerName: "Dana Kessler",
    hiddenColumns: [],
  },
  {
    viewId: "2",
    name: "Cancelled, not told",
    wish: {
      ...wish,
      filter: "cancelled",
      sort: "newest",
      where: { ...nowhere, statuses: ["customer_not_told"] },
    },
    shared: true,
    mine: false,
    ownerName: "Luis Marek",
    hiddenColumns: [],
  },
  {
    viewId: "3",
    name: "Older than 4 h",
    wish: { ...wish, where: { ...nowhere, olderThanMinutes: 240 } },
    shared: false,
    mine: true,
    ownerName: "Dana Kessler",
    hiddenColumns: [],
  },
];
export const viewCounts: SavedViewCounts = {
  counts: {
    "1": { count: 5, atLeast: false },
    "2": { count: 1, atLeast: false },
    "3": { count: 2, atLeast: false },
  },
  asOf: before(7 * SECOND),
};

export const status: SystemStatus = {
  workersAlive: 2,
  environment: "sandbox",
  sandboxPartners: ["prescription", "inventory", "carrier", "notifications"],
  heldPartners: [],
  openCircuits: [],
  drifts: 0,
  version: "0.1.0",
  asOf: MOMENT,
};

export const statusWithoutWorker: SystemStatus = { ...status, workersAlive: 0 };

export const unknownOrder: OrderView = {
  orderNumber: "RX-7K3M-92Q2",
  orderUuid: "0195b7c2-6e41-7f0a-8a11-2f4f0c9d7b10",
  sagaUuid: "0195b7c2-6e41-7f0a-8a11-2f4f0c9d7b11",
  externalOrderId: "SF-2204817",
  position: "PENDING_SHIPMENT",
  parked: null,
  revision: 9,
  version: 17,
  status: { status: "outcome_unknown", progress: null },
  placedAt: "2026-11-23T16:58:03.000Z",
  deadlineAt: after(88 * MINUTE),
  card: {
    headline: "We do not know yet whether Parcelway made the shipping label",
    where: "At the last step, shipment. Prescription and stock are done.",
    why: "Parcelway did not answer in time. Parcelway may or may not have made the shipping label.",
    next: {
      countdownTo: after(40 * SECOND),
      text: "we ask Parcelway again, look-up 2 of 10. If a label exists, the order goes on. If not, we send the same request with the same reference, so there can be no second label.",
    },
    since: {
      before: "Not known since",
      at: before(46 * SECOND),
      after: "; 1 of 10 attempts used.",
    },
    yourPart: { lead: "Nothing now.", rest: "If it stays unknown, it comes to “Needs a person”." },
  },
  say: unknownSay,
  world: unknownWorld,
  lanes: {
    forward: [
      {
        step: "order",
        title: "Order placed",
        state: "done",
        stateWord: "Done",
        at: "2026-11-23T16:58:03.000Z",
        partner: null,
        reference: null,
        partnerId: null,
        nextAt: null,
        notes: [],
      },
      {
        step: "prescription",
        title: "Prescription",
        state: "done",
        stateWord: "Created",
        at: "2026-11-23T16:58:04.000Z",
        partner: "ScriptLine",
        reference: "scr_88F2K1",
        partnerId: "prescription",
        nextAt: null,
        notes: [],
      },
      {
        step: "inventory",
        title: "Inventory",
        state: "done",
        stateWord: "Reserved",
        at: "2026-11-23T20:29:57.000Z",
        partner: "Dockside",
        reference: "hold_4471-93",
        partnerId: "inventory",
        nextAt: null,
        notes: [],
      },
      {
        step: "shipment",
        title: "Shipment",
        state: "unknown",
        stateWord: "Outcome unknown",
        at: null,
        partner: "Parcelway",
        reference: null,
        partnerId: "carrier",
        nextAt: after(40 * SECOND),
        notes: ["Attempt 1 of 10", "Parcelway did not answer in time"],
      },
      {
        step: "completed",
        title: "Completed",
        state: "not_reached",
        stateWord: "Not yet",
        at: null,
        partner: null,
        reference: null,
        partnerId: null,
        nextAt: null,
        notes: ["then e-mail with the tracking number"],
      },
    ],
    undo: [
      {
        step: "order",
        title: "Cancel order",
        state: "not_reached",
        stateWord: "Not asked for",
        at: null,
        partner: null,
        reference: null,
        partnerId: null,
        nextAt: null,
        notes: ["4th, if undone"],
      },
      {
        step: "prescription",
        title: "Cancel prescription",
        state: "not_reached",
        stateWord: "Not asked for",
        at: null,
        partner: "ScriptLine",
        reference: null,
        partnerId: "prescription",
        nextAt: null,
        notes: ["3rd, if undone"],
      },
      {
        step: "inventory",
        title: "Release stock",
        state: "not_reached",
        stateWord: "Not asked for",
        at: null,
        partner: "Dockside",
        reference: null,
        partnerId: "inventory",
        nextAt: null,
        notes: ["2nd, if undone"],
      },
      {
        step: "shipment",
        title: "Void label",
        state: "not_reached",
        stateWord: "Not asked for",
        at: null,
        partner: "Parcelway",
        reference: null,
        partnerId: "carrier",
        nextAt: null,
        notes: ["1st, if undone"],
      },
    ],
  },
  timeline: [
    {
      id: 1,
      at: "2026-11-23T16:58:03.000Z",
      actor: { kind: "storefront" },
      icon: "order",
      lead: "Order placed",
      rest: "by the storefront, 2 items",
      tone: "plain",
      attempts: [],
      sincePreviousMs: null,
      silence: "nothing happened",
      eventIds: { first: 1, last: 1 },
    },
    {
      id: 5,
      at: "2026-11-23T16:58:03.412Z",
      actor: { kind: "system" },
      icon: "prescription",
      lead: "Prescription: created",
      rest: "ScriptLine, scr_88F2K1",
      tone: "plain",
      attempts: [],
      sincePreviousMs: 412,
      silence: "nothing happened",
      eventIds: { first: 2, last: 5 },
    },
    {
      id: 11,
      at: "2026-11-23T20:29:41.000Z",
      actor: { kind: "person", name: "Dana Kessler" },
      icon: "retry",
      lead: "Dana Kessler",
      rest: "asked for a retry now. Reason: customer request",
      tone: "plain",
      attempts: [],
      sincePreviousMs: 3 * HOUR + 31 * MINUTE,
      silence: "nothing happened",
      eventIds: { first: 11, last: 11 },
    },
    {
      id: 12,
      at: "2026-11-23T20:28:10.000Z",
      actor: { kind: "person", name: "Dana Kessler" },
      icon: "person",
      lead: "Dana Kessler",
      rest: "wrote a note",
      tone: "plain",
      attempts: [],
      sincePreviousMs: 0,
      silence: "nothing happened",
      eventIds: { first: 12, last: 12 },
      note: {
        noteId: "note 1",
        version: 2,
        text: "Customer called at 14:20. She leaves town on Wed 25 Nov and needs the parcel before. I promised a call back by 16:00 CST.",
        authorName: "Dana Kessler",
        mine: true,
        writtenAt: "2026-11-23T20:28:10.000Z",
        editedAt: "2026-11-23T20:29:02.000Z",
      },
    },
    {
      id: 14,
      at: "2026-11-23T20:29:57.000Z",
      actor: { kind: "system" },
      icon: "inventory",
      lead: "Inventory: stock reserved",
      rest: "Dockside, hold_4471-93",
      tone: "plain",
      attempts: [
        {
          label: "Attempt 1",
          text: "Dockside answered with error 503",
          at: "2026-11-23T16:58:05.000Z",
          tone: "wait",
        },
        {
          label: "Attempt 2",
          text: "Dockside answered with error 503",
          at: "2026-11-23T16:58:07.000Z",
          tone: "wait",
        },
        {
          label: "Attempt 3",
          text: "stock reserved",
          at: "2026-11-23T20:29:57.000Z",
          tone: "done",
        },
      ],
      sincePreviousMs: 16_000,
      silence: "nothing happened",
      eventIds: { first: 6, last: 14 },
    },
    {
      id: 17,
      at: "2026-11-23T20:31:01.000Z",
      actor: { kind: "system" },
      icon: "shipment",
      lead: "Shipment: outcome unknown",
      rest: "Parcelway",
      tone: "unknown",
      attempts: [
        {
          label: "Attempt 1",
          text: "Parcelway did not answer in time",
          at: "2026-11-23T20:30:17.000Z",
          tone: "unknown",
        },
        {
          label: "Look-up 1",
          text: "Parcelway answered with error 504: proves nothing",
          at: "2026-11-23T20:31:01.000Z",
          tone: "unknown",
        },
      ],
      sincePreviousMs: 64_000,
      silence: "nothing happened",
      eventIds: { first: 15, last: 17 },
    },
  ],
  events: [
    {
      id: 48201760,
      stream: "order",
      version: 1,
      type: "OrderCreated",
      at: "2026-11-23T16:58:03.002Z",
      actor: { kind: "storefront" },
      data: { orderNumber: "RX-7K3M-92Q2", lineCount: 2, replacesOrderId: null },
      metadata: { apiKey: "storefront-1" },
    },
    {
      id: 48201761,
      stream: "order_fulfillment_saga",
      version: 1,
      type: "OrderFulfillmentSagaStarted",
      at: "2026-11-23T16:58:03.002Z",
      actor: { kind: "system" },
      data: { definitionVersion: 1 },
      metadata: {},
    },
    {
      id: 48201765,
      stream: "order_fulfillment_saga",
      version: 4,
      type: "PrescriptionCreated",
      at: "2026-11-23T16:58:03.412Z",
      actor: { kind: "system" },
      data: { reference: "scr_88F2K1" },
      metadata: { dispatch: 1 },
    },
    {
      id: 48201774,
      stream: "order_fulfillment_saga",
      version: 17,
      type: "StepOutcomeUnknown",
      at: "2026-11-23T20:31:01.121Z",
      actor: { kind: "system" },
      data: { step: "shipment", attempt: 1, code: "timeout" },
      metadata: { dispatch: 9 },
    },
  ],
  receipts: [
    {
      actionId: "a1",
      kind: "retry",
      title: "Retry of inventory",
      actorName: "Dana Kessler",
      mine: true,
      reasonCode: "customer_request",
      note: null,
      askedAt: "2026-11-23T20:29:41.000Z",
      pickedUpAt: "2026-11-23T20:29:41.000Z",
      ranAt: "2026-11-23T20:29:57.000Z",
      closedAt: "2026-11-23T20:29:58.000Z",
      result: { type: "fixed", text: "Fixed: moved on to shipment" },
      waitsFor: null,
    },
  ],
  actions: {
    primary: "retry",
    retry: {
      allowed: true,
      explanation:
        "Parcelway is asked for our reference first. If nothing exists, the same request goes out again.",
      label: "Ask Parcelway now",
      safety: noAnswer,
    },
    undo: {
      allowed: true,
      explanation:
        "Parcelway is asked to void the label first. The rest is undone only when that is settled.",
      label: "Undo this order",
    },
    resolve: {
      allowed: false,
      because: "Only an admin may record what happened by hand.",
      until: null,
      notHappened: true,
    },
    hold: { allowed: true, explanation: "Nothing is sent until the order is released." },
    release: { allowed: false, because: "The order is not on hold.", until: null },
    told_by_phone: {
      allowed: false,
      because: "The order has not ended, so there is nothing to tell yet.",
      until: null,
      label: "Told by phone",
    },
    resend_notice: {
      allowed: false,
      because: "The order has not ended, so there is nothing to tell yet.",
      until: null,
      label: "Send the e-mail again",
    },
    order_again: {
      allowed: false,
      because: "Only a cancelled order can be placed again.",
      until: null,
      label: "Order again",
    },
  },
  undoPreview: {
    entries: [
      {
        title: "Void label",
        partner: "Parcelway",
        reference: null,
        text: "Parcelway is asked to void the label, should there be one.",
        takeBack: gone(true, "A new label can be bought while the stock is held"),
      },
      {
        title: "Release stock",
        partner: "Dockside",
        reference: "hold_4471-93",
        text: "Dockside is asked to release the stock.",
        takeBack: gone(true, "Can be held again while stock lasts"),
      },
      {
        title: "Cancel prescription",
        partner: "ScriptLine",
        reference: "scr_88F2K1",
        text: "ScriptLine is asked to cancel the prescription.",
        takeBack: gone(false, "Cannot be taken back: a new order needs a new prescription"),
      },
      {
        title: "Cancel order",
        partner: null,
        reference: "RX-7K3M-92Q2",
        text: "The order ends as Cancelled.",
        takeBack: gone(false, "Cannot be taken back: “Order again” makes a new order"),
      },
    ],
    notTouched: null,
    ifRefused:
      "If Parcelway will not void the label, nothing else is touched and the order stays shipped.",
    after: {
      open: "Nothing",
      text: "If Parcelway voids the label. Else all stays as it is.",
    },
  },
  customer: {
    name: "M*** K***",
    email: "m***@p***.com",
    phone: "(***) ***-2575",
    birthDate: "1980-**-**",
    items: 2,
    destination: "C******, IL",
    locale: "en",
    language: "English",
    timeZone: "America/New_York",
    notice: "none",
    reveal: revealOffer,
  },
  partnerSummary: "Order RX-7K3M-92Q2",
  references: [
    { label: "Storefront", value: "SF-2204817" },
    { label: "Order", value: "0195b7c2-6e41-7f0a-8a11-2f4f0c9d7b10" },
    { label: "Prescription", value: "scr_88F2K1" },
    { label: "Stock hold", value: "hold_4471-93" },
    { label: "Our reference", value: "BST-7K3M92Q2-S1" },
  ],
  drifts: [],
  replaces: null,
  replacedBy: null,
  asOf: before(4 * SECOND),
};

const refusedUndo: Record<LaneNode["step"], Partial<LaneNode>> = {
  shipment: { state: "not_needed", stateWord: "Not needed", notes: [] },
  inventory: { state: "done", stateWord: "Released", at: before(21 * MINUTE), notes: [] },
  prescription: { state: "refused", stateWord: "Refused", notes: ["1 of 20 attempts used"] },
  order: { state: "scheduled", stateWord: "Scheduled", notes: ["2nd"] },
  completed: {},
};

export const refusedOrder: OrderView = {
  ...unknownOrder,
  orderNumber: "RX-9D4T-1KWH",
  position: "COMPENSATING",
  parked: { reason: "COMPENSATION_REFUSED", since: before(20 * MINUTE) },
  status: { status: "undo_refused", progress: null },
  deadlineAt: null,
  card: {
    headline: "ScriptLine will not cancel the prescription",
    where: "The undo stopped at prescription. Stock is released.",
    why: "ScriptLine says the medicine has already been dispensed.",
    since: { before: "It waits for a person since", at: before(20 * MINUTE), after: "." },
    next: {
      countdownTo: null,
      text: "Nothing happens by itself. Stock is released; the rest stays as it is.",
    },
    yourPart: {
      lead: "Settle it with ScriptLine,",
      rest: "then retry this undo, or ask an admin to record that it was done by hand.",
    },
  },
  lanes: {
    forward: unknownOrder.lanes.forward.map((node) =>
      node.step === "shipment"
        ? { ...node, state: "refused", stateWord: "Refused", at: before(22 * MINUTE), notes: [] }
        : node.step === "completed"
          ? { ...node, state: "not_needed", stateWord: "Not reached", notes: [] }
          : node,
    ),
    undo: unknownOrder.lanes.undo.map((node) => ({ ...node, ...refusedUndo[node.step] })),
  },
  receipts: [
    {
      actionId: "a2",
      kind: "retry",
      title: "Retry of undo of prescription",
      actorName: "Dana Kessler",
      mine: true,
      reasonCode: "other",
      note: "Called ScriptLine, they want the pharmacy's fax first.",
      askedAt: before(12 * SECOND),
      pickedUpAt: before(11 * SECOND),
      ranAt: null,
      closedAt: null,
      result: { type: "waiting" },
      waitsFor: null,
    },
    ...unknownOrder.receipts,
  ],
  actions: {
    ...unknownOrder.actions,
    retry: {
      allowed: true,
      label: "Retry undo of prescription",
      safety: refused,
      explanation:
        "A fresh set of attempts: ScriptLine is asked to undo the prescription. What is undone stays so.",
    },
    undo: {
      allowed: false,
      label: "Undo this order",
      because: "The order is being undone already.",
      until: null,
    },
    resolve: {
      allowed: true,
      explanation: "Record what happened, with the evidence you have.",
      notHappened: false,
    },
    hold: { allowed: false, because: "The order already waits for a person.", until: null },
  },
};

export const cancelledOrder: OrderView = {
  ...unknownOrder,
  position: "CANCELLED",
  status: { status: "cancelled", progress: null },
  deadlineAt: null,
  card: {
    headline: "The order is cancelled and everything is undone",
    where: "Ended",
    why: "Dockside has too little stock of one item.",
    since: null,
    next: { countdownTo: null, text: "Nothing. The customer was told." },
    yourPart: { lead: "Nothing now.", rest: "" },
  },
  replaces: "RX-4F8C-31TN",
  drifts: [
    {
      text: "Dockside still holds the stock, which should be undone.",
      since: before(3 * MINUTE),
      checkedAt: before(50 * SECOND),
    },
  ],
  actions: {
    ...unknownOrder.actions,
    primary: "order_again",
    retry: {
      allowed: false,
      because: "Nothing is left to retry.",
      until: null,
      label: "Retry",
      safety: noAnswer,
    },
    order_again: {
      allowed: true,
      explanation: "Places a new order with the same content and a number of its own.",
      label: "Order again",
    },
  },
};
