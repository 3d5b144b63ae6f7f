import type { PartnerName } from "#server/partners/types";
import type { Policy } from "#server/saga/policy";
import type { Direction, Instant, Saga } from "#server/saga/types";

/** What the customer must hear, and what became of it. */
export type Notice = {
  kind: "shipped" | "cancelled" | null;
  state: "none" | "due" | "told" | "failed";
  /** What kept the last try from arriving; null before the first. */
  code: string | null;
  at: Instant | null;
};

/** A partner that gets no calls in this direction. `by` is a name to show. */
export type HeldPartner = {
  partner: PartnerName;
  direction: Direction;
  since: Instant;
  by: string;
  /** Released: the orders that waited are being resumed. */
  isReopening: boolean;
};

/** A partner that gets no calls in this direction because it fails, or does not take our key. */
export type OpenCircuit = {
  partner: PartnerName;
  direction: Direction;
  cause: "failing" | "misconfigured";
  code: string;
  since: Instant;
  /** When it is tried next. */
  probeAt: Instant;
  isReopening: boolean;
};

/** A partner that asked to be left alone for a while; over by itself. */
export type PartnerWait = { partner: PartnerName; direction: Direction; until: Instant };

/** Everything the console's words are derived from: one moment of one order, no clock of its own. */
export type Situation = {
  saga: Saga;
  leaseUntil: Instant | null;
  notice: Notice;
  held: readonly HeldPartner[];
  open: readonly OpenCircuit[];
  waits: readonly PartnerWait[];
  now: Instant;
  policy: Policy;
};
