import { describe, expect, test } from "vitest";
import { fill, idMark, LIVED_AT, MARKS, mark, patternOf } from "./pattern.ts";

const PLACED_AT = Date.UTC(2026, 3, 5, 6, 7, 8, 9);
const values = [...MARKS.map((name) => `the-${name}`), "first-id", "second-id"];
const filled = (text: string) => fill(patternOf(text), { values, placedAt: PLACED_AT });

describe("a pattern", () => {
  test("is filled with the values of one order", () => {
    expect(filled(`${mark("saga")}:${mark("tracking")} by ${idMark(1)}, ${idMark(0)}`)).toBe(
      "the-saga:the-tracking by second-id, first-id",
    );
  });

  test("moves the moments of the life to those of the order, in both spellings", () => {
    const at = LIVED_AT + 61_000;
    expect(filled(`{"dueAt":${at},"attempt":3} ${new Date(at).toISOString()}`)).toBe(
      `{"dueAt":${PLACED_AT + 61_000},"attempt":3} 2026-04-05T06:08:09.009Z`,
    );
  });

  test("leaves everything else as it is", () => {
    expect(filled("")).toBe("");
    expect(filled("reserve-inventory 1234567893")).toBe("reserve-inventory 1234567893");
  });

  test("takes no number for a moment that cannot be one", () => {
    expect(() => patternOf("999999999999")).toThrow("is no moment of a life");
  });

  test("is not filled where a value is missing", () => {
    expect(() => filled(idMark(2))).toThrow("nothing to fill in for mark 2");
  });
});
