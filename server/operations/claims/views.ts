/** Who looks after an order, as everybody sees it. Instants are ISO 8601 in UTC. */
export type ClaimView = {
  claimId: string;
  ownerName: string;
  mine: boolean;
  since: string;
  /** When it runs out by itself, by the database's clock. */
  until: string;
  /** From whom it was taken over, and what was said to it. */
  takenOver: { from: string; note: string } | null;
};

/** What became of reaching for an order. `taken` names who has it; `claim` is the one that stands now. */
export type ClaimAnswer =
  | { type: "claimed"; claim: ClaimView }
  | { type: "taken"; because: string; claim: ClaimView };
