import { describe, expect, test } from "vitest";
import { percentile } from "./percentile.ts";

const binOf = (ms: number) => Math.floor(8 * Math.log10(Math.max(1, ms)));

function binned(values: readonly number[]) {
  const counts = Map.groupBy(values, binOf);
  return [...counts].map(([bin, all]) => ({ bin, count: all.length }));
}

describe("a percentile from bins", () => {
  test("of nothing is unknown", () => {
    expect(percentile([], 0.5)).toBeNull();
  });

  test.each([1, 4, 87, 412, 1_100, 48_000, 12_780_000])("of %i ms alone is near it", (ms) => {
    for (const share of [0.5, 0.95]) {
      const found = percentile(binned([ms]), share) ?? 0;
      expect(Math.abs(Math.log(found / ms))).toBeLessThan(Math.log(1.36));
    }
  });

  test("of many is near the true one, whatever order the bins come in", () => {
    const values = Array.from({ length: 2_000 }, (_, index) => 50 * 1.002 ** index);
    for (const share of [0.5, 0.95, 0.99]) {
      const truth = values[Math.floor(share * values.length)] ?? 0;
      const found = percentile(binned(values).toReversed(), share) ?? 0;
      expect(found / truth).toBeGreaterThan(0.85);
      expect(found / truth).toBeLessThan(1.15);
    }
  });

  test("claims two digits", () => {
    expect(percentile(binned([412, 413, 414]), 0.5)).toBe(370);
  });
});
