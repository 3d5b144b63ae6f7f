import type { ListWish } from "../list/views.ts";
import type { BoundedCount } from "../views.ts";

/** A list of orders under a name. */
export type SavedView = {
  viewId: string;
  name: string;
  wish: ListWish;
  /** For all who are signed in. */
  shared: boolean;
  mine: boolean;
  ownerName: string;
};

export type SavedViewCounts = { counts: Record<string, BoundedCount>; asOf: string };
