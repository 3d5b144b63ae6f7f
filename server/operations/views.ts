import type { Direction, ParkedReason, Position, StackStep } from "#server/saga/types";
import type { NoteView } from "./notes/views.ts";
import type { AfterUndo, RetrySafety, TakeBack, WaitsFor } from "./order-actions/views.ts";
import type { RevealOffer } from "./reveal/views.ts";
import type { SayView } from "./say/views.ts";
import type { WorldView } from "./world/views.ts";

/**
 * What the console shows. Composed on the server from the saga, its events and
 * the catalogue of words, masked there too: a page draws these and adds no
 * meaning of its own. Instants are ISO 8601 in UTC.
 */

/** The word on a badge. One per situation; see the status system in the design language. */
export const LIVE_STATUSES = [
  "scheduled",
  "running",
  "retrying",
  "stalled",
  "outcome_unknown",
  "on_hold",
  "undoing",
  "needs_a_person",
  "undo_stopped",
  "undo_refused",
  "customer_not_told",
  "completed",
  "cancelled",
] as const;
export type LiveStatus = (typeof LIVE_STATUSES)[number];

/** The chips above the list, in their order on the screen. */
export const LIST_FILTERS = [
  "all",
  "open",
  "needs_a_person",
  "outcome_unknown",
  "in_progress",
  "undoing",
  "completed",
  "cancelled",
] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];

/** A count that stops at a bound: "10,000 or more" when `atLeast`. */
export type BoundedCount = { count: number; atLeast: boolean };

/** The badge: word and progress ("Undoing 2 of 3"), never a sentence. */
export type StatusView = {
  status: LiveStatus;
  /** For `undoing`: the entry in work and how many had to be undone. */
  progress: { done: number; of: number } | null;
};

export type OrderRow = {
  orderNumber: string;
  orderUuid: string;
  sagaUuid: string;
  /** Masked: `J*** D**`. */
  customer: string;
  status: StatusView;
  /** In ink: "Shipment", "Undo of prescription", "Completed". */
  where: string;
  /** Muted: one short clause, "Parcelway did not answer in time; next try in 0:04" without its countdown. */
  why: string;
  nextAttemptAt: string | null;
  attempt: { used: number; of: number } | null;
  placedAt: string;
  /** End of the deadline's clock; null when it stands still or has no meaning any more. */
  deadlineAt: string | null;
  updatedAt: string;
};

export type OrderPage = { items: OrderRow[]; nextCursor: string | null; asOf: string };
export type OrderCounts = { counts: Record<ListFilter, BoundedCount>; asOf: string };

/** The order card: Where, Why, Next, Your part. Whole sentences from the catalogue. */
export type OrderCard = {
  headline: string;
  where: string;
  why: string;
  /** May hold one instant that counts down: drawn in front of the sentence. */
  next: { countdownTo: string | null; text: string };
  /** `verb` in bold, then the rest: "Nothing now." or "Retry shipment" … */
  yourPart: { lead: string; rest: string };
};

/** "Tried 3 times since", an instant, and how the sentence ends. */
export type SinceView = { before: string; at: string; after: string };

export type LaneState =
  | "done"
  | "running"
  | "scheduled"
  | "retrying"
  | "unknown"
  | "refused"
  | "needs_a_person"
  | "not_reached"
  | "not_needed"
  | "by_hand";

export type LaneNode = {
  /** "order" stands for placed in the forward lane and for cancel order in the undo lane. */
  step: StackStep | "completed";
  title: string;
  state: LaneState;
  /** One or two words below the title: "Created", "Outcome unknown", "Not yet". */
  stateWord: string;
  at: string | null;
  /** Partner's display name, null for our own steps. */
  partner: string | null;
  reference: string | null;
  /** The id of the partner's row on the partners page. */
  partnerId: "prescription" | "inventory" | "carrier" | null;
  /** The next try, while it lies ahead: counted down. */
  nextAt: string | null;
  /** Small lines below: attempts, next try, "2nd, if undone". */
  notes: string[];
};

export type Lanes = { forward: LaneNode[]; undo: LaneNode[] };

export type TimelineActor =
  | { kind: "system" }
  | { kind: "person"; name: string }
  | { kind: "storefront" };

export type TimelineItem = {
  /** Stable: the id of the newest event in it; below zero for what no event tells. */
  id: number;
  at: string;
  actor: TimelineActor;
  icon:
    | "order"
    | "prescription"
    | "inventory"
    | "shipment"
    | "undo"
    | "retry"
    | "person"
    | "mail"
    | "flag";
  /** Bold lead and the rest: "Prescription: created" + "ScriptLine, rx_88F2K1". */
  lead: string;
  rest: string;
  tone: "plain" | "unknown" | "act" | "wait" | "done";
  /** Tries folded into this item, oldest first. */
  attempts: {
    label: string;
    text: string;
    at: string;
    tone: "wait" | "unknown" | "done" | "act";
  }[];
  /** Time since the item before, in milliseconds; null for the first. */
  sincePreviousMs: number | null;
  /** What a long silence before it was about: "On hold, nothing was sent". */
  silence: string;
  /** Versions in the saga's stream: "#5" or "#15 to 17"; null for events of the order's own stream. */
  eventIds: { first: number; last: number };
  /** What a colleague wrote, where the happening is a note. */
  note?: NoteView;
};

export type RawEvent = {
  id: number;
  stream: "order" | "order_fulfillment_saga";
  version: number;
  type: string;
  at: string;
  actor: TimelineActor;
  data: unknown;
  metadata: unknown;
};

export type ReceiptResult =
  | { type: "waiting" }
  | { type: "fixed"; text: string }
  | { type: "undone"; text: string }
  | { type: "same_error"; text: string }
  | { type: "new_error"; text: string }
  | { type: "refused"; text: string }
  | { type: "no_effect_seen"; text: string };

/** What became of one action of a person: asked, picked up, ran, result. */
export type Receipt = {
  actionId: string;
  kind:
    | "retry"
    | "undo"
    | "resolve"
    | "hold"
    | "release"
    | "told_by_phone"
    | "resend_notice"
    | "order_again";
  /** "Retry of shipment", "Undo and cancel". */
  title: string;
  actorName: string;
  mine: boolean;
  reasonCode: string;
  note: string | null;
  askedAt: string;
  pickedUpAt: string | null;
  ranAt: string | null;
  closedAt: string | null;
  result: ReceiptResult;
  /** What keeps an open one from being carried out, and until when. */
  waitsFor: WaitsFor | null;
};

/** A button of the order page: allowed, or not and why, and until when. */
export type ActionView =
  | { allowed: true; explanation: string }
  | { allowed: false; because: string; until: string | null };

export type UndoPreviewEntry = {
  title: string;
  partner: string | null;
  reference: string | null;
  /** What will be asked: "Cancel the prescription at ScriptLine". */
  text: string;
  takeBack: TakeBack;
};

export type OrderView = {
  orderNumber: string;
  orderUuid: string;
  sagaUuid: string;
  externalOrderId: string;
  position: Position;
  parked: { reason: ParkedReason; since: string } | null;
  revision: number;
  version: number;
  status: StatusView;
  placedAt: string;
  deadlineAt: string | null;
  /** `since` stands after Why. */
  card: OrderCard & { since: SinceView | null };
  say: SayView;
  world: WorldView;
  lanes: Lanes;
  /** Oldest first; the page turns it round. */
  timeline: TimelineItem[];
  events: RawEvent[];
  /** Newest first. */
  receipts: Receipt[];
  actions: {
    /** The one main button of this state, or none. */
    primary: "retry" | "undo" | "told_by_phone" | "order_again" | null;
    retry: ActionView & { label: string; safety: RetrySafety };
    undo: ActionView & { label: string };
    /** `notHappened`: whether "it did not happen" can be recorded as well. */
    resolve: ActionView & { notHappened: boolean };
    hold: ActionView;
    release: ActionView;
    told_by_phone: ActionView & { label: string };
    resend_notice: ActionView & { label: string };
    order_again: ActionView & { label: string };
  };
  /** The order that this one was placed in the place of, and the one that was placed in its place. */
  replaces: string | null;
  replacedBy: string | null;
  undoPreview: {
    entries: UndoPreviewEntry[];
    notTouched: string | null;
    ifRefused: string;
    after: AfterUndo;
  };
  /** Masked for everyone; in clear only by customer.reveal, for a purpose. */
  customer: {
    name: string;
    email: string | null;
    phone: string | null;
    birthDate: string;
    items: number;
    destination: string;
    /** What they read and when they sleep: ISO 639, its English name, and IANA where it is known. */
    locale: string;
    language: string;
    timeZone: string | null;
    notice: "none" | "due" | "told" | "failed";
    reveal: RevealOffer;
  };
  references: { label: string; value: string }[];
  /** For a ticket at a partner: references, state and UTC times, and nobody's name. */
  partnerSummary: string;
  /** What a partner holds otherwise than this order says, when a look-up found it so. */
  drifts: { text: string; since: string; checkedAt: string }[];
  asOf: string;
};

/** The reasons a person may choose from; the words are on the screen, the code is in the event. */
export const ACTION_REASONS = [
  "customer_request",
  "duplicate_order",
  "address_problem",
  "out_of_stock",
  "prescription_problem",
  "clinical_concern",
  "fraud_suspected",
  "partner_outage",
  "staff_error",
  "test_order",
  "other",
] as const;
export type ActionReason = (typeof ACTION_REASONS)[number];

/** The answer to an action: recorded, or refused with what is so now. Never "success". */
export type ActionResult =
  | { type: "accepted"; receiptId: string; revision: number }
  | { type: "ignored"; because: string }
  | { type: "refused"; code: string; because: string; until: string | null; revision: number };

/** Whether calls to a partner leave in one direction. */
export type PartnerDirectionView = {
  direction: Direction;
  state: "calls_leave" | "held" | "failing" | "misconfigured" | "asked_to_wait" | "reopening";
  /** A sentence; null while calls leave or a person holds them. */
  why: string | null;
  since: string | null;
  /** When one call, or a look-up, tries whether it is well again. */
  triedNextAt: string | null;
  /** Tries in a row that failed. */
  tries: number;
  /** Orders that are at this partner now, counted no further than the bound. */
  orders: { count: number; atLeast: boolean };
};

export type PartnerView = {
  partner: "prescription" | "inventory" | "carrier" | "notifications";
  name: string;
  isSandbox: boolean;
  held: { since: string; by: string; reasonCode: string | null; isReopening: boolean } | null;
  directions: PartnerDirectionView[];
};

export type PartnersView = {
  partners: PartnerView[];
  /** Orders for which a partner holds something else than we believe, oldest first. */
  drifts: { orderNumber: string; step: string; text: string; since: string; checkedAt: string }[];
  /** When a worker last compared; null before the first time. */
  comparedAt: string | null;
  /** Who held or released a partner, newest first. */
  actions: {
    actionId: string;
    name: string;
    kind: "hold" | "release";
    actorName: string;
    reasonCode: string;
    note: string | null;
    changed: boolean;
    at: string;
  }[];
  asOf: string;
};

export type SystemStatus = {
  workersAlive: number;
  /** "sandbox" when any partner is the bundled one. */
  environment: "live" | "sandbox" | "mixed";
  sandboxPartners: string[];
  heldPartners: {
    partner: PartnerView["partner"];
    name: string;
    since: string;
    by: string;
    isReopening: boolean;
  }[];
  /** Partners that get no calls because they fail or do not take our key: one line each. */
  openCircuits: {
    partner: PartnerView["partner"];
    name: string;
    cause: "failing" | "misconfigured";
    /** A sentence. */
    why: string;
    since: string;
    triedNextAt: string;
    isReopening: boolean;
  }[];
  /** Orders for which a partner holds something else than we believe. */
  drifts: number;
  version: string;
  asOf: string;
};

/** One frame of the live feed: what changed, never what it is; pages fetch again. */
export type LiveChange = {
  cursor: number;
  orderUuids: string[];
  /** Sagas that somebody claimed, kept longer or gave back, or whose claim ran out. */
  claimed: string[];
};
