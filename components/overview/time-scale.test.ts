import { expect, test } from "vitest";
import { decadesOf, placeOf, scaleOf } from "./time-scale.ts";

const step = (p50Ms: number | null, p95Ms: number | null) => ({ p50Ms, p95Ms });

test("the scale holds every value in whole decades, at least three of them", () => {
  expect(scaleOf([step(412, 1_900), step(1_100, 48_000)])).toEqual({ first: 2, last: 5 });
  expect(scaleOf([step(20, 30)])).toEqual({ first: 1, last: 4 });
  expect(scaleOf([step(null, null)])).toEqual({ first: 2, last: 5 });
  expect(scaleOf([step(4, 3_600_000)])).toEqual({ first: 0, last: 7 });
});

test("equal factors are equal lengths, and nothing leaves the scale", () => {
  const scale = { first: 2, last: 5 };
  expect([100, 1_000, 10_000, 100_000].map((ms) => Math.round(placeOf(ms, scale)))).toEqual([
    0, 33, 67, 100,
  ]);
  expect([placeOf(1, scale), placeOf(10_000_000, scale)]).toEqual([0, 100]);
});

test("decades are labelled in seconds", () => {
  expect(decadesOf({ first: 2, last: 5 }).map(({ label }) => label)).toEqual([
    "0.1",
    "1",
    "10",
    "100",
  ]);
});
