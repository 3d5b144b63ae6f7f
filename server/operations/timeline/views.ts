import type { StackStep } from "#server/saga/types";
import type { NoteView } from "../notes/views.ts";

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

/** One person and what they did about an order, in few words, newest first; `at` is of the last. */
export type PersonsDeeds = { name: string; deeds: string[]; at: string };

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
