import type { PolicyEnv } from "#server/env";
import { DEFAULT_POLICY, type Policy } from "#server/saga/policy";

const MINUTE_MS = 60_000;

/** The policy in the code, with the single numbers that the environment sets. The same for web and workers. */
export function policyOfEnv(env: PolicyEnv): Policy {
  const { forwardBudget, whenExhausted, ...rest } = DEFAULT_POLICY;
  return {
    forwardBudget: {
      prescription: env.BUDGET_PRESCRIPTION ?? forwardBudget.prescription,
      inventory: env.BUDGET_INVENTORY ?? forwardBudget.inventory,
      shipment: env.BUDGET_SHIPMENT ?? forwardBudget.shipment,
    },
    whenExhausted: {
      prescription: env.WHEN_EXHAUSTED_PRESCRIPTION ?? whenExhausted.prescription,
      inventory: env.WHEN_EXHAUSTED_INVENTORY ?? whenExhausted.inventory,
    },
    undoBudget: env.BUDGET_UNDO ?? rest.undoBudget,
    backoffMs: env.BACKOFF_FIRST_MS ?? rest.backoffMs,
    forwardBackoffCapMs: env.BACKOFF_LONGEST_MS ?? rest.forwardBackoffCapMs,
    undoBackoffCapMs: env.UNDO_BACKOFF_LONGEST_MS ?? rest.undoBackoffCapMs,
    pivotDoubtMs: minutes(env.PIVOT_DOUBT_MINUTES) ?? rest.pivotDoubtMs,
    deadlineMs: minutes(env.DEADLINE_MINUTES) ?? rest.deadlineMs,
  };
}

function minutes(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value * MINUTE_MS);
}
