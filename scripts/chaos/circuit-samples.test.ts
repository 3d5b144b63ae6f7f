import { describe, expect, test } from "vitest";
import { type CircuitSample, circuitOf, findBlockades, shutWithinMs } from "./circuit-samples.ts";

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

describe("how long a circuit was shut within a stretch", () => {
  const samples = [
    sample(1_000),
    sample(1_250, { rightly: [CARRIER] }),
    sample(1_500, { rightly: [CARRIER] }),
    sample(2_500),
  ];

  test("is told by the samples, each of which stands until the next", () => {
    expect(shutWithinMs(samples, CARRIER, 0, 9_000)).toBe(1_250);
    expect(shutWithinMs(samples, "inventory forward", 0, 9_000)).toBe(0);
    expect(shutWithinMs(samples, null, 0, 9_000)).toBe(0);
  });

  test("counts the stretch alone", () => {
    expect(shutWithinMs(samples, CARRIER, 1_400, 1_600)).toBe(200);
  });
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
