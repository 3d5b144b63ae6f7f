import type { Saga, StackStep, Step } from "./types.ts";

/** What a forward step does once its budget of unknown outcomes is used up. */
export type WhenExhausted = "compensate" | "park";

export type Policy = {
  /** Unknown outcomes a forward step may have before it gives up. */
  readonly forwardBudget: Readonly<Record<Step, number>>;
  readonly whenExhausted: Readonly<Record<Exclude<Step, "shipment">, WhenExhausted>>;
  readonly undoBudget: number;
  readonly backoffMs: number;
  readonly forwardBackoffCapMs: number;
  readonly undoBackoffCapMs: number;
  /** How long the pivot may stay in doubt before a person is asked. */
  readonly pivotDoubtMs: number;
  readonly deadlineMs: number;
};

/** The numbers of design 3.4; the environment may override single ones. */
export const DEFAULT_POLICY: Policy = {
  forwardBudget: { prescription: 8, inventory: 8, shipment: 10 },
  whenExhausted: { prescription: "compensate", inventory: "compensate" },
  undoBudget: 20,
  backoffMs: 1_000,
  forwardBackoffCapMs: 60_000,
  undoBackoffCapMs: 15 * 60_000,
  pivotDoubtMs: 15 * 60_000,
  deadlineMs: 4 * 3_600_000,
};

/**
 * The wait before the next try: doubling from `backoffMs` to the cap, the upper
 * half of it by chance, so that sagas that failed together do not return together.
 */
export function backoffMs(saga: Saga, jitter: number, policy: Policy): number {
  const undo = saga.work?.direction === "undo";
  const cap = undo ? policy.undoBackoffCapMs : policy.forwardBackoffCapMs;
  // Beyond 2^20 the cap has long won; the bound keeps the number finite.
  const full = Math.min(cap, policy.backoffMs * 2 ** Math.min(saga.tries, 20));
  return Math.round(full / 2 + (full / 2) * jitter);
}

/** How many unknown outcomes the current work may have in one round. */
export function budgetOf(step: StackStep, direction: "forward" | "undo", policy: Policy): number {
  if (direction === "undo" || step === "order") return policy.undoBudget;
  return policy.forwardBudget[step];
}
