/** How a partner answered in one direction in the last hour. */
export type DirectionFigures = {
  partner: "prescription" | "inventory" | "carrier" | "notifications";
  direction: "forward" | "undo";
  done: number;
  refused: number;
  /** Attempts that failed, or of which nobody knows what became. */
  failed: number;
  /** `failed` of all attempts, in percent; null without any. */
  failedPercent: number | null;
  /** From being due to an answer; null where it is not measured or nothing ended. */
  p50Ms: number | null;
  p95Ms: number | null;
};

export type PartnerFiguresView = {
  figures: DirectionFigures[];
  /** How far back they reach: an hour, or less when much is going on. */
  since: string | null;
};
