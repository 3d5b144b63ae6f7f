import type { PartnerName } from "#server/partners/types";
import type { ParkedReason, StackStep } from "#server/saga/types";
import type { ClaimView } from "../claims/views.ts";
import type { LiveStatus, StatusView } from "../situation/views.ts";

export const LIST_SORTS = ["newest", "oldest", "time_left"] as const;
export type ListSort = (typeof LIST_SORTS)[number];

/** What narrows a list besides its tab. An empty list of values asks for nothing. */
export type ListWhere = {
  statuses: LiveStatus[];
  steps: StackStep[];
  reasons: ParkedReason[];
  /** The code of the last error, of the reason to wait for a person, or of the turn. */
  code: string | null;
  partners: PartnerName[];
  /** Instants: placed at or after the first, and before the second. */
  placedFrom: string | null;
  placedBefore: string | null;
  /** Placed longer ago than this. */
  olderThanMinutes: number | null;
};

/** A list as the page asks for it: what is in the address, but for the page. */
export type ListWish = { filter: ListFilter; where: ListWhere; sort: ListSort };

/** `searched`: a filter that finds little looked through so many rows of its index and no further; the next page goes on from there. */
export type ListedPage = OrderPage & { searched: number | null };

/** The orders of a list that one operation can hold, in the list's order; `hasMore`: the list goes on behind them. */
export type ListSelection = { sagaUuids: string[]; hasMore: boolean };

/** How many orders fit a wish. */
export type ListedCount = BoundedCount & { asOf: string };

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

/** With who has it now, and how many notes it has. */
export type ListedRow = OrderRow & { claim: ClaimView | null; notes: number };

export type OrderPage = { items: ListedRow[]; nextCursor: string | null; asOf: string };
export type OrderCounts = { counts: Record<ListFilter, BoundedCount>; asOf: string };
