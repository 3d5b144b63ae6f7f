import type { BoundedCount, ListWish } from "../list/views.ts";

/** Columns of the list that may be left out. */
export const OPTIONAL_COLUMNS = ["customer", "attempt", "age", "time_left", "owner"] as const;
export type OptionalColumn = (typeof OPTIONAL_COLUMNS)[number];

/** A list of orders under a name. */
export type SavedView = {
  viewId: string;
  name: string;
  wish: ListWish;
  hiddenColumns: OptionalColumn[];
  /** For all who are signed in. */
  shared: boolean;
  mine: boolean;
  ownerName: string;
};

export type SavedViewCounts = { counts: Record<string, BoundedCount>; asOf: string };
