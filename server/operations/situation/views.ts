/** The word on a badge. One per situation; see the status system in the design language. */
export const LIVE_STATUSES = [
  "scheduled",
  "running",
  "retrying",
  "stalled",
  "outcome_unknown",
  "on_hold",
  "undoing",
  "needs_a_person",
  "undo_stopped",
  "undo_refused",
  "customer_not_told",
  "completed",
  "cancelled",
] as const;
export type LiveStatus = (typeof LIVE_STATUSES)[number];

/** The badge: word and progress ("Undoing 2 of 3"), never a sentence. */
export type StatusView = {
  status: LiveStatus;
  /** For `undoing`: the entry in work and how many had to be undone. */
  progress: { done: number; of: number } | null;
};
