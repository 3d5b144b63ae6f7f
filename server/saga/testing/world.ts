import type { Instant, Reply, SagaJob, Step } from "#server/saga/types";
import { STEPS } from "#server/saga/types";

/**
 * The partners as they really are, each with what it holds under this saga's
 * reference. A reference is used once: made, then undone or closed by a
 * tombstone, and never made again.
 */
export type Effect = "none" | "live" | "undone" | "tombstone";

export type Holding = { effect: Effect; made: number; cannotBeUndone: boolean };
export type World = Record<Step, Holding>;

export const untouchedWorld = (): World => ({
  prescription: { effect: "none", made: 0, cannotBeUndone: false },
  inventory: { effect: "none", made: 0, cannotBeUndone: false },
  shipment: { effect: "none", made: 0, cannotBeUndone: false },
});

export const liveSteps = (world: World) => STEPS.filter((step) => world[step].effect === "live");

/** How a partner takes a call. What it answers also depends on what it holds. */
export const MANNERS = [
  "does it",
  "refuses",
  "is not reached",
  "is busy",
  "acts and stays silent",
  "stays silent",
  "is at work",
  "wants another key",
  "wants another request",
] as const;
export type Manner = (typeof MANNERS)[number];

const REPLY: Record<Exclude<Manner, "does it" | "refuses" | "acts and stays silent">, Reply> = {
  "is not reached": { type: "not_sent", code: "connect_refused" },
  "is busy": { type: "transient", code: "too_busy", retryAfterMs: 2_000 },
  "stays silent": { type: "unknown", code: "timeout" },
  "is at work": { type: "pending", pollAfterMs: 3_000 },
  "wants another key": { type: "misconfigured", scope: "partner", code: "key_expired" },
  "wants another request": { type: "misconfigured", scope: "request", code: "bad_request" },
};
const TIMEOUT: Reply = { type: "unknown", code: "timeout" };

export type Call = { job: SagaJob; step: Step; forward: boolean; dispatch: number };

/** The call arrives: the world changes as it must, and this is the answer. */
export function arrive(world: World, { step, forward }: Call, manner: Manner): Reply {
  const holding = world[step];
  switch (manner) {
    case "does it":
      return forward ? make(holding, step) : unmake(holding);
    case "acts and stays silent":
      if (forward) make(holding, step);
      else unmake(holding);
      return TIMEOUT;
    case "refuses":
      return forward ? refuseToMake(holding, step) : refuseToUnmake(holding, step);
    case "is not reached":
    case "is busy":
    case "stays silent":
    case "is at work":
    case "wants another key":
    case "wants another request":
      return REPLY[manner];
  }
}

const CLOSED: Reply = { type: "rejected", code: "reference_cancelled" };

function make(holding: Holding, step: Step): Reply {
  if (holding.effect === "undone" || holding.effect === "tombstone") return CLOSED;
  if (holding.effect === "none") {
    holding.effect = "live";
    holding.made += 1;
  }
  return { type: "succeeded", reference: `${step}-1`, trackingNumber: "TRACK-1" };
}

function unmake(holding: Holding): Reply {
  if (holding.effect === "live") {
    if (holding.cannotBeUndone) return { type: "rejected", code: "too_late" };
    holding.effect = "undone";
    return { type: "succeeded", reference: null };
  }
  if (holding.effect === "none") holding.effect = "tombstone";
  return { type: "succeeded", reference: null, nothingToUndo: true };
}

/** Nobody refuses what is made already. */
function refuseToMake(holding: Holding, step: Step): Reply {
  return holding.effect === "none"
    ? { type: "rejected", code: "refused_by_partner" }
    : make(holding, step);
}

/** Only what exists can be refused to be undone; a label that was used stays used. */
function refuseToUnmake(holding: Holding, step: Step): Reply {
  if (holding.effect !== "live") return unmake(holding);
  if (step === "shipment") holding.cannotBeUndone = true;
  return { type: "rejected", code: "too_late" };
}

/** A partner that keeps its tombstones for a while only: what comes very late is done after all. */
export function forgetTombstone(world: World, step: Step) {
  if (world[step].effect === "tombstone") world[step].effect = "none";
}

/** A person undoes it at the partner's own desk. */
export function undoByHand(world: World, step: Step) {
  const holding = world[step];
  if (holding.effect === "live") holding.effect = "undone";
  if (holding.effect === "none") holding.effect = "tombstone";
}

export type JobCopy = { job: SagaJob; dispatch: number; dueAt: Instant };
