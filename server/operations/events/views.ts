import type { TimelineActor } from "../timeline/views.ts";

export const ACTOR_KINDS = ["system", "person", "storefront"] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** One event as a line of a list: no data, which the drawer shows. */
export type EventRow = {
  id: number;
  orderNumber: string | null;
  stream: "order" | "order_fulfillment_saga";
  version: number;
  type: string;
  actor: TimelineActor;
  at: string;
};

export type EventPage = {
  items: EventRow[];
  nextCursor: string | null;
  /**
   * How far a filtered walk went: a page may be short, or empty, although older
   * events would fit. Null when the page holds all there is, or is full.
   */
  searched: { events: number; backTo: string } | null;
  asOf: string;
};

/** One field of the state that an event was folded into. Values as text, ready to be read. */
export type StateLine = { field: string; before: string | null; after: string | null };

export type StateChange =
  | { type: "folded"; changed: StateLine[]; same: StateLine[] }
  /** This build cannot read the stream so far, or it is too long to be folded for a look. */
  | { type: "not_folded"; because: string };

export type EventView = {
  id: number;
  orderNumber: string | null;
  stream: EventRow["stream"];
  version: number;
  type: string;
  eventVersion: number;
  at: string;
  actor: TimelineActor;
  /** What caused it, by id: a job, an action or a key. */
  causedBy: string | null;
  /** Its place among the events of its order, both streams in the order of commits. */
  place: { number: number; of: number };
  older: number | null;
  newer: number | null;
  change: StateChange;
  data: unknown;
  metadata: unknown;
};
