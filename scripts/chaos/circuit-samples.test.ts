import { expect, test } from "vitest";
import { type CircuitSample, circuitOf, findBlockades, shutStretches } from "./circuit-samples.ts";

const CARRIER = "carrier forward";
const sample = (atMs: number, more: Partial<CircuitSample> = {}): CircuitSample => ({
  atMs,
  rightly: [],
  byTheDead: [],
  ...more,
});

test("each job passes the circuit of its partner and direction", () => {
  expect(circuitOf("initiate-shipment")).toBe(CARRIER);
  expect(circuitOf("release-inventory")).toBe("inventory undo");
  expect(circuitOf("cancel-order")).toBeNull();
});

test("a circuit is shut from one sample to the next", () => {
  const samples = [
    sample(1_000),
    sample(1_250, { rightly: [CARRIER] }),
    sample(1_500, { rightly: [CARRIER] }),
    sample(2_500),
  ];
  expect(shutStretches(samples, CARRIER)).toEqual([
    { fromMs: 1_250, toMs: 1_500 },
    { fromMs: 1_500, toMs: 2_500 },
  ]);
  expect(shutStretches(samples, "inventory forward")).toEqual([]);
  expect(shutStretches(samples, null)).toEqual([]);
});

test("a dead worker's trial is followed for as long as it keeps the circuit shut", () => {
  const dead = { byTheDead: [CARRIER] };
  const samples = [
    sample(1_000, dead),
    sample(1_250, dead),
    sample(1_500),
    sample(2_000, dead),
    sample(2_250, dead),
    sample(3_000, dead),
  ];
  expect(findBlockades(samples)).toEqual([
    { circuit: CARRIER, fromMs: 2_000, lengthMs: 1_000 },
    { circuit: CARRIER, fromMs: 1_000, lengthMs: 250 },
  ]);
});
