import { describe, expect, test } from "vitest";
import { findCallerCheckError } from "./caller-check-errors.ts";

const TODAY = "2026-11-23";
const errorOf = (field: "birth_date" | "zip", value: string) =>
  findCallerCheckError(field, value, TODAY);

describe("what a caller says is looked at before it is sent", () => {
  test.each(["60601", "60601-1234"])("a ZIP may be written %s", (zip) => {
    expect(errorOf("zip", zip)).toBeUndefined();
  });

  test.each(["", "6060", "606011", "60601-", "606011234", "6060l"])(
    "%j is no ZIP, and the error does not repeat it",
    (zip) => {
      const error = errorOf("zip", zip);
      expect(error).toContain("five digits");
      if (zip !== "") expect(error).not.toContain(zip);
    },
  );

  test.each(["1980-04-12", "1900-01-01", TODAY])("%s can be a birth date", (day) => {
    expect(errorOf("birth_date", day)).toBeUndefined();
  });

  test("a birth date is whole, has four digits of a year, and is not still to come", () => {
    expect(errorOf("birth_date", "")).toContain("whole date");
    expect(errorOf("birth_date", "0080-04-12")).toContain("four digits");
    expect(errorOf("birth_date", "2026-11-24")).toContain("still to come");
  });
});
