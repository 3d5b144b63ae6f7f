import { expect, test } from "vitest";
import { DEFAULT_POLICY } from "#server/saga/policy";
import { policyOfEnv } from "./policy-of-env.ts";

test("an environment that says nothing leaves the numbers in the code", () => {
  expect(policyOfEnv({})).toEqual(DEFAULT_POLICY);
});

test("a single number changes nothing else", () => {
  expect(policyOfEnv({ BUDGET_INVENTORY: 3, DEADLINE_MINUTES: 0.5 })).toEqual({
    ...DEFAULT_POLICY,
    forwardBudget: { ...DEFAULT_POLICY.forwardBudget, inventory: 3 },
    deadlineMs: 30_000,
  });
  expect(policyOfEnv({ WHEN_EXHAUSTED_PRESCRIPTION: "park" }).whenExhausted).toEqual({
    prescription: "park",
    inventory: "compensate",
  });
});
