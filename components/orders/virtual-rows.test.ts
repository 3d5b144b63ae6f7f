import { describe, expect, test } from "vitest";
import { withGaps, withPinned } from "./use-virtual-rows.ts";

const heightOf = (indexes: number[], count: number) =>
  withGaps(indexes, count).reduce((sum, each) => sum + (each.type === "gap" ? each.height : 36), 0);

describe("rows that are drawn among many", () => {
  test("leave the others' height above and below them", () => {
    expect(withGaps([3, 4], 10)).toEqual([
      { type: "gap", before: 3, height: 108 },
      { type: "row", index: 3 },
      { type: "row", index: 4 },
      { type: "gap", before: 10, height: 180 },
    ]);
    expect(withGaps([0, 1], 2).map(({ type }) => type)).toEqual(["row", "row"]);
  });

  test("keep the row of the keyboard, wherever it is, and the whole as high", () => {
    expect(withPinned([3, 4], 8, 10)).toEqual([3, 4, 8]);
    expect(withPinned([3, 4], 0, 10)).toEqual([0, 3, 4]);
    expect(withPinned([3, 4], 4, 10)).toEqual([3, 4]);
    // The list became shorter than the place of the row.
    expect(withPinned([3, 4], 12, 10)).toEqual([3, 4]);
    for (const indexes of [[], [0], [3, 4, 8], [0, 5, 9]]) {
      expect(heightOf(indexes, 10)).toBe(360);
    }
  });
});
