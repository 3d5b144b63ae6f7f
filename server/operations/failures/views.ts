import type { BoundedCount } from "../list/views.ts";
import type { StatusView } from "../situation/views.ts";

/** What the failures page shows: words and numbers, composed and masked on the server. */

export const FAILURE_STATUSES = [
  "new",
  "came_back",
  "known",
  "waiting_for_partner",
  "fixed",
  "ignored",
] as const;
export type FailureStatus = (typeof FAILURE_STATUSES)[number];

/** What a person may say about a group; the others are noticed by the system. */
export const SETTABLE_STATUSES = ["known", "waiting_for_partner", "fixed", "ignored"] as const;
export type SettableStatus = (typeof SETTABLE_STATUSES)[number];

export type FailureRow = {
  id: number;
  /** `F-118`. */
  label: string;
  /** "Parcelway did not answer in time". */
  title: string;
  /** "Shipment", "Undo of shipment". */
  place: string;
  code: string;
  /** Tries that failed in each of the last 24 hours, the oldest first; the last hour has not ended. */
  hours: number[];
  /** Bounded: counting on would cost with every order. */
  open: BoundedCount;
  /** Orders that ever failed so. */
  orders: number;
  firstSeenAt: string;
  lastSeenAt: string;
  status: FailureStatus;
  /** "Fixed in 2026.11.3", "Came back". */
  statusWord: string;
  /** With `ignored`: until when; null is for good. */
  ignoredUntil: string | null;
  owner: string | null;
};

export type FailureList = { groups: FailureRow[]; open: BoundedCount; asOf: string };

export type FailureNote = {
  noteId: string;
  at: string;
  /** Null: the system noticed it. */
  author: string | null;
  /** What was decided, or noticed: a sentence; null for a note alone. */
  deed: string | null;
  note: string | null;
};

/** An open order of a group, masked. */
export type TroubledOrder = {
  orderNumber: string;
  sagaUuid: string;
  customer: string;
  status: StatusView;
  where: string;
  why: string;
  placedAt: string;
};

export type TroubledOrders = { items: TroubledOrder[]; nextCursor: number | null };

export type FailureView = FailureRow & {
  /** Rises with each change of status or owner; a change names the one that was seen. */
  revision: number;
  ownerIsMe: boolean;
  /** What we asked for and what came of it. */
  cause: string;
  effect: string;
  safeToRetry: string;
  attempts: number;
  /** Newest first. */
  notes: FailureNote[];
  orderPage: TroubledOrders;
  /** The newest operation on this group's orders, if there ever was one. */
  bulkId: number | null;
  asOf: string;
};

export type FailureChange = { type: "changed" } | { type: "moved_on"; because: string };
