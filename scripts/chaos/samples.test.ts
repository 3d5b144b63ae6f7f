import { expect, test } from "vitest";
import {
  circuitOf,
  findBlockades,
  type Sample,
  shutStretches,
  unmannedStretches,
} from "./samples.ts";

const CARRIER = "carrier forward";
const sample = (atMs: number, more: Partial<Sample> = {}): Sample => ({
  atMs,
  aliveWorkers: 2,
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
  expect(shutStretches(samples, CARRIER)).toEqual([{ fromMs: 1_250, toMs: 2_500 }]);
  expect(shutStretches(samples, "inventory forward")).toEqual([]);
  expect(shutStretches(samples, null)).toEqual([]);
});

test("nobody was there to work as long as no worker was alive", () => {
  const samples = [
    sample(1_000, { aliveWorkers: 1 }),
    sample(1_250, { aliveWorkers: 0 }),
    sample(1_500, { aliveWorkers: 1 }),
  ];
  expect(unmannedStretches(samples)).toEqual([{ fromMs: 1_250, toMs: 1_500 }]);
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
