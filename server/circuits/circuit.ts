import type { PartnerJob, PartnerName } from "#server/partners/types";
import type { Direction, Outcome } from "#server/saga/types";

/** A partner has one circuit for what is made and one for what is taken back. */
export type Circuit = { partner: PartnerName; direction: Direction };

/** Whose call a job is, and whether it makes something or takes it back. */
export const CIRCUIT_OF: Record<PartnerJob, Circuit> = {
  "create-prescription": { partner: "prescription", direction: "forward" },
  "cancel-prescription": { partner: "prescription", direction: "undo" },
  "reserve-inventory": { partner: "inventory", direction: "forward" },
  "release-inventory": { partner: "inventory", direction: "undo" },
  "initiate-shipment": { partner: "carrier", direction: "forward" },
  "void-shipment": { partner: "carrier", direction: "undo" },
};

export const NOTICES: Circuit = { partner: "notifications", direction: "forward" };

export const CIRCUITS: readonly Circuit[] = [...Object.values(CIRCUIT_OF), NOTICES];

export const circuitKey = ({ partner, direction }: Circuit) => `${partner}:${direction}`;

export type Cause = "failing" | "misconfigured" | "asked_to_wait";

/**
 * Whether calls may leave. `probing`: the circuit is open, and its wait is over:
 * one call may try whether the partner is well again.
 */
export type Admission =
  | { type: "closed" }
  | { type: "probing" }
  | { type: "held" }
  | { type: "open"; cause: Cause; probeInMs: number };

/** Why a call was not sent, as an outcome's code. */
export const NOT_ADMITTED = {
  held: "partner_held",
  failing: "circuit_open",
  misconfigured: "partner_misconfigured",
  asked_to_wait: "partner_asked_to_wait",
} as const satisfies Record<"held" | Cause, string>;

/** What becomes of a call that may not leave: it costs nothing, and waits for as long as is known. */
export function notSent(admission: Exclude<Admission, { type: "closed" }>): Outcome {
  switch (admission.type) {
    case "held":
      return { type: "not_sent", code: NOT_ADMITTED.held };
    case "probing":
      return { type: "not_sent", code: NOT_ADMITTED.failing };
    case "open":
      return {
        type: "not_sent",
        code: NOT_ADMITTED[admission.cause],
        retryAfterMs: Math.ceil(admission.probeInMs),
      };
  }
}

/** How a circuit opens and closes; the numbers are for partners that answer within seconds. */
export type CircuitPolicy = {
  /** Of the last `size` calls, once there are `atLeast`, more than this share must fail. */
  readonly threshold: number;
  readonly size: number;
  readonly atLeast: number;
  /** The first wait before a probe; it doubles up to the cap. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** How often a partner that refuses our key is asked whether it was mended. */
  readonly lookUpEveryMs: number;
  /** Longer than the longest call: a probe without an answer by then is lost. */
  readonly probeMs: number;
};

export const CIRCUIT_POLICY: CircuitPolicy = {
  threshold: 0.5,
  size: 20,
  atLeast: 10,
  firstWaitMs: 2_000,
  longestWaitMs: 30_000,
  lookUpEveryMs: 30_000,
  probeMs: 20_000,
};

export function waitBeforeProbeMs(failedProbes: number, policy: CircuitPolicy): number {
  return Math.min(policy.longestWaitMs, policy.firstWaitMs * 2 ** Math.min(failedProbes, 20));
}
