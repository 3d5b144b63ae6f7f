import type { BoundedCount } from "../list/views.ts";

/** What the page of a bulk operation shows: words and numbers, composed on the server. */

export const BULK_KINDS = ["retry", "undo"] as const;
export type BulkKind = (typeof BULK_KINDS)[number];

/** More than this at once only an admin may undo. */
export const UNDO_LIMIT = 20;
/** The most orders that one operation holds. */
export const BULK_MOST = 1_000;

/** Whose orders an operation is for: fixed as a list of orders before it starts, wherever they come from. */
export type BulkSet =
  /** All that a failure holds up now. */
  | { type: "group"; id: number }
  /** A selection, from the list of orders or among those of a group. */
  | { type: "orders"; sagaUuids: string[]; groupId: number | null }
  /** What another operation left untouched. */
  | { type: "rest"; bulkId: number };

export type BulkState = "frozen" | "running" | "paused" | "stopped" | "stopped_itself" | "done";
export type BulkOrderState =
  | "untouched"
  | "asked"
  | "fixed"
  | "same_error"
  | "new_error"
  | "refused"
  | "no_effect";

/** A button: allowed, or why not. */
export type BulkActionView = { allowed: true } | { allowed: false; because: string };

/** What would be done, with the set frozen: each order at the revision that was seen. */
export type BulkPreview = {
  bulkId: number;
  /** `B-77`. */
  label: string;
  kind: BulkKind;
  /** "Retry of shipment at Parcelway"; null for a set that was chosen by hand. */
  groupTitle: string | null;
  frozenAt: string;
  /** How many are asked for, and how many are skipped because it would be refused. */
  count: number;
  skipped: number;
  /** The group holds more orders than one operation: run another afterwards. */
  isCut: boolean;
  /** The first few, masked. */
  sample: { orderNumber: string; customer: string; text: string }[];
  /** Why some are skipped, and how many each: with a few order numbers. */
  skips: { because: string; count: number; orderNumbers: string[] }[];
  /** "1, then 5, then 25, then the other 12". */
  stages: string;
  start: BulkActionView;
};

export type BulkStage = {
  stage: number;
  /** "1 order", "25 orders", "The rest, 12". */
  title: string;
  size: number;
  state: "done" | "running" | "paused_here" | "stopped_here" | "not_started";
  /** "2 fixed, 3 same error". */
  text: string;
  /** One for each order; null when there are too many to draw. */
  cells: BulkOrderState[] | null;
  counts: Record<BulkOrderState, number>;
};

/** What became of one order; it stands on the order's own page too. */
export type BulkReceipt = {
  orderNumber: string;
  state: Exclude<BulkOrderState, "untouched">;
  askedAt: string;
  pickedUpAt: string | null;
  /** From taken up to the answer; null until it ran. */
  tookMs: number | null;
  text: string;
};

export type BulkView = {
  bulkId: number;
  label: string;
  kind: BulkKind;
  /** "Bulk retry". */
  title: string;
  group: { id: number; label: string; title: string } | null;
  state: BulkState;
  /** In bold: what is so. With `headlineAt`, since when. */
  headline: string;
  headlineAt: string | null;
  rest: string;
  total: number;
  skipped: number;
  counts: Record<BulkOrderState, number>;
  stages: BulkStage[];
  /** In the order in which they were asked for; cut to the newest when there are very many. */
  receipts: BulkReceipt[];
  receiptCount: BoundedCount;
  askedBy: string;
  frozenAt: string;
  startedAt: string | null;
  reasonCode: string | null;
  note: string | null;
  perMinute: number;
  sameErrorLimit: number;
  newErrorLimit: number;
  actions: {
    pause: BulkActionView;
    goOn: BulkActionView;
    stop: BulkActionView;
    rest: BulkActionView;
  };
  asOf: string;
};

/** The answer to pause, go on or stop. */
export type BulkSteered = { type: "changed" } | { type: "moved_on"; because: string };
