import { describe, expect, test } from "vitest";
import { NOTHING, rowsToggled, type Selection, selectedTo, shareOf, toggled } from "./selection.ts";

const rows = ["a", "b", "c", "d", "e"];
const chosenOf = ({ chosen }: Selection) => [...chosen].sort().join("");
const all: Selection = { chosen: new Set([...rows, "z"]), anchor: null, whole: { hasMore: true } };

describe("a selection", () => {
  test("takes an order and lets it go again", () => {
    const one = toggled(NOTHING, "b");
    expect(chosenOf(one)).toBe("b");
    expect(chosenOf(toggled(one, "b"))).toBe("");
    expect(chosenOf(toggled(one, "d"))).toBe("bd");
  });

  test("reaches from the row that was touched last to this one, either way", () => {
    expect(chosenOf(selectedTo(toggled(NOTHING, "b"), rows, "d"))).toBe("bcd");
    expect(chosenOf(selectedTo(toggled(NOTHING, "d"), rows, "b"))).toBe("bcd");
    // The next stretch goes on from there, and keeps what was chosen before.
    const far = selectedTo(selectedTo(toggled(NOTHING, "a"), rows, "b"), rows, "d");
    expect(chosenOf(far)).toBe("abcd");
  });

  test("takes the one row where there is none to reach from", () => {
    expect(chosenOf(selectedTo(NOTHING, rows, "c"))).toBe("c");
    // The row it began at has left the list meanwhile.
    expect(chosenOf(selectedTo(toggled(NOTHING, "gone"), rows, "c"))).toBe("cgone");
  });

  test("takes the loaded rows by their head, and lets them go by it", () => {
    const some = toggled(NOTHING, "b");
    expect([shareOf(NOTHING, rows), shareOf(some, rows), shareOf(all, rows)]).toEqual([
      "none",
      "some",
      "all",
    ]);
    expect(chosenOf(rowsToggled(some, rows))).toBe("abcde");
    // What is chosen beyond the loaded rows stays.
    expect(chosenOf(rowsToggled(all, rows))).toBe("z");
  });

  test("is not the whole view any more once a row of it is touched", () => {
    expect(toggled(all, "b").whole).toBeNull();
    expect(selectedTo(all, rows, "b").whole).toBeNull();
    expect(rowsToggled(all, rows).whole).toBeNull();
  });
});
