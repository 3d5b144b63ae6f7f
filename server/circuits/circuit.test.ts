import { expect, test } from "vitest";
import { CIRCUIT_OF, CIRCUITS, circuitKey, notSent, waitBeforeProbeMs } from "./circuit.ts";

const POLICY = {
  threshold: 0.5,
  size: 20,
  atLeast: 10,
  firstWaitMs: 1_000,
  longestWaitMs: 30_000,
  lookUpEveryMs: 30_000,
  probeMs: 20_000,
};

test("each job has a circuit of its own, so that what is made never stops what is taken back", () => {
  const keys = Object.values(CIRCUIT_OF).map(circuitKey);
  expect(new Set(keys).size).toBe(keys.length);
  expect(CIRCUITS).toHaveLength(keys.length + 1);
});

test("each failed probe doubles the wait for the next, up to a bound", () => {
  const waits = [0, 1, 2, 10, 1_000].map((failed) => waitBeforeProbeMs(failed, POLICY));
  expect(waits).toEqual([1_000, 2_000, 4_000, 30_000, 30_000]);
});

test("a call that may not leave costs nothing and knows how long it has to wait", () => {
  expect(notSent({ type: "held" })).toEqual({ type: "not_sent", code: "partner_held" });
  expect(notSent({ type: "open", cause: "failing", probeInMs: 1_234.5 })).toEqual({
    type: "not_sent",
    code: "circuit_open",
    retryAfterMs: 1_235,
  });
  expect(notSent({ type: "probing" })).toMatchObject({ type: "not_sent", code: "circuit_open" });
});
