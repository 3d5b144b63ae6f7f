import { describe, expect, test } from "vitest";
import { median, percentile } from "./statistics.ts";

describe("a median", () => {
  test("is the middle one, whatever the order", () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  test("lies between the two in the middle when they are even in number", () => {
    expect(median([4, 1, 2, 9])).toBe(3);
  });
});

describe("a percentile", () => {
  test("lies between its neighbours", () => {
    expect(percentile([0, 10], 95)).toBeCloseTo(9.5);
  });

  test("of one value is that value", () => {
    expect(percentile([7], 99)).toBe(7);
  });

  test("of nothing is refused", () => {
    expect(() => percentile([], 50)).toThrow("nothing");
  });
});
