import { describe, expect, test } from "vitest";
import { judge } from "./bars.ts";
import { inDigits } from "./in-digits.ts";
import { missedBars, tableOf } from "./table.ts";

describe("a bar", () => {
  test("that asks for more is met from its figure upwards", () => {
    expect(judge("drain/floor", 0.44)).toBe("missed");
    expect(judge("drain/floor", 0.45)).toBe("met");
    expect(judge("drain/floor", 0.6)).toBe("aim met");
  });

  test("that asks for less is met from its figure downwards", () => {
    expect(judge("idle/p50", 10.1)).toBe("missed");
    expect(judge("idle/p50", 10)).toBe("met");
    expect(judge("idle/p50", 5)).toBe("aim met");
  });

  test("with an aim alone can never be missed", () => {
    expect(judge("drain", 1)).toBe("no bar");
    expect(judge("drain", 3_500)).toBe("aim met");
  });
});

describe("what is missed", () => {
  const figure = (name: string, ...rounds: number[]) => ({ name, unit: "x", rounds });

  test("is judged by the median of the rounds, not by the best or the worst", () => {
    expect(missedBars([figure("drain/floor", 0.1, 0.5, 0.5)])).toEqual([]);
    expect(missedBars([figure("drain/floor", 0.1, 0.1, 0.9)])).toEqual([
      "drain: Backstitch to the floor: 0.1 x, and must be 0.45",
    ]);
  });

  test("does not speak of figures that have no bar", () => {
    expect(missedBars([figure("floor", 0)])).toEqual([]);
  });
});

test("the table tells median, spread, bar and verdict of each figure", () => {
  const table = tableOf([{ name: "drain/floor", unit: "x", rounds: [0.5, 0.7, 0.62] }]);
  expect(table).toMatch(/0\.62 x +0\.5 \.\. 0\.7 +>= 0\.45 \/ 0\.6 +aim met/);
});

test("counts that are too small to mean anything are not judged", () => {
  const figures = [{ name: "drain/floor", unit: "x", rounds: [0.1] }];
  expect(tableOf(figures)).toContain("missed");
  expect(tableOf(figures, { isJudged: false })).not.toContain("missed");
});

test("a number is told with three digits that mean something", () => {
  expect([3_512.7, 0.012_345, 99.96, 5].map(inDigits)).toEqual(["3513", "0.0123", "100", "5"]);
});
