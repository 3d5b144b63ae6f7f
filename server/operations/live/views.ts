/** One frame of the live feed: what changed, never what it is; pages fetch again. */
export type LiveChange = {
  cursor: number;
  orderUuids: string[];
  /** Sagas that somebody claimed, kept longer or gave back, or whose claim ran out. */
  claimed: string[];
};
