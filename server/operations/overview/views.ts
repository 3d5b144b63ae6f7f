import type { InboxRow } from "../inbox/views.ts";
import type { BoundedCount } from "../list/views.ts";
import type { PartnerDirectionView } from "../partners/views.ts";
import type { LiveStatus } from "../situation/views.ts";

/** What the overview shows, composed and masked on the server. Instants are ISO 8601 in UTC. */

/** The states of the bar, in their order on the screen. */
export const COUNTED_STATES = [
  "scheduled",
  "running",
  "retrying",
  "stalled",
  "outcome_unknown",
  "on_hold",
  "undoing",
  "needs_a_person",
  "customer_not_told",
] as const satisfies readonly LiveStatus[];
export type CountedState = (typeof COUNTED_STATES)[number];

/** How far back the charts reach. */
export const OVERVIEW_RANGES = ["1h", "24h", "7d"] as const;
export type OverviewRange = (typeof OVERVIEW_RANGES)[number];

export type PartnerLine = {
  partner: "prescription" | "inventory" | "carrier" | "notifications";
  name: string;
  work: string;
  /** `erring`: calls leave, and many of them fail. */
  state: PartnerDirectionView["state"] | "erring";
  word: string;
  /** Small, below the word. */
  detail: string;
  since: string | null;
  /** Of the last hour, without what it refused for good reason; null while nothing was tried. */
  errors: { failed: number; tried: number } | null;
  p50Ms: number | null;
  p95Ms: number | null;
};

export type QueueLine = {
  title: string;
  waiting: BoundedCount;
  oldestAt: string | null;
  /** Over the last hour. */
  perMinute: number;
};

export type StepLine = {
  subject: "prescription" | "inventory" | "shipment" | "order" | "undo";
  title: string;
  /** Of the last hour. */
  done: number;
  /** Attempts of the last hour; null where none is counted. */
  failed: number | null;
  p50Ms: number | null;
  p95Ms: number | null;
  inProgress: BoundedCount;
  /** When the oldest order that is at it was placed. */
  oldestAt: string | null;
};

export type OldestLine = {
  orderNumber: string;
  sagaUuid: string;
  where: string;
  why: string;
  nextAttemptAt: string | null;
  placedAt: string;
};

export type OverviewNow = {
  states: Record<CountedState, BoundedCount>;
  lastDay: { completed: number; cancelled: number };
  /** The inbox as it begins, and how many stand in it. */
  needs: { lines: InboxRow[]; total: BoundedCount };
  partners: PartnerLine[];
  queues: QueueLine[];
  workersAlive: number;
  steps: StepLine[];
  oldest: OldestLine[];
  /** Up to when the figures of the last hour and day are counted; null before the first look. */
  countedUpTo: string | null;
  asOf: string;
};

/** Attempts that failed, those that a partner refused among them. */
export type FailedByStep = Record<"prescription" | "inventory" | "shipment" | "undo", number>;

/** One interval of the charts. */
export type HistoryPoint = {
  at: string;
  placed: number;
  completed: number;
  cancelled: number;
  failed: FailedByStep;
};

/** A time in which a partner got no calls. */
export type PartnerIncident = {
  name: string;
  kind: "failing" | "misconfigured" | "held";
  /** Orders went on; only what was to be undone waited. */
  undoOnly: boolean;
  startedAt: string;
  /** Null while it lasts. */
  endedAt: string | null;
  /** How often it began anew within minutes; such are told as one. */
  times: number;
};

export type OverviewHistory = {
  range: OverviewRange;
  stepMinutes: number;
  /** Every interval of the range, oldest first; the last one is under way. */
  points: HistoryPoint[];
  totals: { placed: number; completed: number; cancelled: number; failed: FailedByStep };
  /** Where most attempts of a step failed: its worst interval. Steps without a failure are left out. */
  peaks: { step: keyof FailedByStep; count: number; at: string }[];
  /** Of the range, oldest first. */
  incidents: PartnerIncident[];
  countedUpTo: string | null;
  asOf: string;
};
