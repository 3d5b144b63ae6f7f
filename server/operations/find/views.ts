import type { OrderRow } from "../list/views.ts";

/** What the find box was given could be; each is looked for by an index of its own. */
export const FOUND_BY = [
  "order_number",
  "order_id",
  "saga_id",
  "external_order_id",
  "tracking_number",
  "partner_reference",
  "email",
  "phone",
] as const;
export type FoundBy = (typeof FOUND_BY)[number];

export type FoundOrder = OrderRow & { by: FoundBy };

export type FindAnswer = {
  /** Newest first, no more than the bound. */
  found: FoundOrder[];
  /** More fit than are shown. */
  more: boolean;
  /** What was looked for, in the words of the screen. */
  tried: string[];
  /** Given when it has the form of an order number and its check symbol does not fit: the orders one slip away. */
  mistyped: { orderNumber: string; near: string[] } | null;
  /** Among orders under way a partner's reference is looked for in the newest of this many only. */
  searchedOpen: number | null;
  asOf: string;
};
