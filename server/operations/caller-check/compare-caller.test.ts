import { describe, expect, test } from "vitest";
import { compareCaller } from "./compare-caller.ts";
import { triesLeft } from "./tries-left.ts";

const facts = { birthDate: "1980-04-12", postalCode: "60601-1234" };

describe("what a caller says is compared with the order", () => {
  test("by the whole birth date", () => {
    const said = (value: string) => compareCaller({ field: "birth_date", value }, facts);
    expect(said("1980-04-12")).toBe("match");
    expect(said("1980-12-04")).toBe("no_match");
  });

  test.each([
    ["60601", "60601-1234", "match"],
    ["60601-1234", "60601", "match"],
    ["60601-9999", "60601-1234", "match"],
    ["60602", "60601", "no_match"],
    ["60602-1234", "60601-1234", "no_match"],
    ["60601", "606011234", "not_comparable"],
    ["60601", "SW1A 1AA", "not_comparable"],
    ["60601", "", "not_comparable"],
  ] as const)("by the first five digits of the ZIP: %s with %s is %s", (value, postalCode, is) => {
    expect(compareCaller({ field: "zip", value }, { ...facts, postalCode })).toBe(is);
  });
});

describe("of five tries an hour", () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 14, minute));

  test("each takes one", () => {
    expect(triesLeft([])).toEqual({ triesLeft: 5, againAt: null });
    expect(triesLeft([0, 1, 2, 3].map(at))).toEqual({ triesLeft: 1, againAt: null });
  });

  test("the oldest comes back when it is an hour old", () => {
    const used = { triesLeft: 0, againAt: "2026-11-23T15:07:00.000Z" };
    expect(triesLeft([7, 8, 9, 10, 11].map(at))).toEqual(used);
    expect(triesLeft([0, 7, 8, 9, 10, 11].map(at))).toEqual(used);
  });
});
