import type { ClaimView } from "../claims/views.ts";
import type { BoundedCount } from "../list/views.ts";
import type { StatusView } from "../situation/views.ts";

/** The chips above the inbox, in their order on the screen. */
export const INBOX_OWNERS = ["all", "mine", "unclaimed"] as const;
export type InboxOwnerFilter = (typeof INBOX_OWNERS)[number];

/** One order that waits for a person: what is so, and what to do about it. */
export type InboxRow = {
  orderNumber: string;
  orderUuid: string;
  sagaUuid: string;
  status: StatusView;
  /** The sentence of its order card. */
  headline: string;
  /** What a person does next: a verb to stand out, then the rest. */
  next: { lead: string; rest: string };
  /** By when the order was to be shipped. It has no clock of its own while it waits for a person. */
  dueAt: string;
  claim: ClaimView | null;
  /** How many notes it has. */
  notes: number;
};

export type InboxPage = {
  /** The shortest time left first. */
  items: InboxRow[];
  nextCursor: string | null;
  /** For an empty inbox: the order on its way that reaches its time limit next. */
  nextLimit: { orderNumber: string; at: string } | null;
  asOf: string;
};

export type InboxCounts = { counts: Record<InboxOwnerFilter, BoundedCount>; asOf: string };
