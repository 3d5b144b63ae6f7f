import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { callerCheckInput } from "./caller-check-input.ts";
import { fieldErrors } from "./field-errors.ts";

const check = { sagaUuid: randomUUID(), checkUuid: randomUUID() };

function errorsOf(said: { field?: string; value?: unknown; more?: string }) {
  const input = { ...check, ...said };
  const { error } = callerCheckInput.safeParse(input);
  return error === undefined ? [] : fieldErrors(error, input);
}

describe("what a caller says", () => {
  test.each([
    ["birth_date", "1980-04-12"],
    ["birth_date", "2000-02-29"],
    ["zip", "60601"],
    ["zip", "60601-1234"],
  ])("may be a %s such as %s", (field, value) => {
    expect(errorsOf({ field, value })).toEqual([]);
  });

  test.each([
    ["birth_date", "1981-02-29", "invalid_format"],
    ["birth_date", "12.04.1980", "invalid_format"],
    ["birth_date", "1980-4-12", "invalid_format"],
    ["birth_date", "1980-04-12T00:00:00Z", "invalid_format"],
    ["birth_date", "1899-12-31", "out_of_range"],
    ["birth_date", "2999-01-01", "out_of_range"],
    ["birth_date", "60601", "invalid_format"],
    ["zip", "6060", "invalid_format"],
    ["zip", "606011234", "invalid_format"],
    ["zip", "60601-", "invalid_format"],
    ["zip", "60601\n", "invalid_format"],
    ["zip", "٦٠٦٠١", "invalid_format"],
    ["zip", 60601, "invalid_type"],
    ["zip", undefined, "required"],
  ])("is refused as %s %j, with a code and without the value", (field, value, code) => {
    const errors = errorsOf({ field, value });
    expect(errors).toContainEqual({ pointer: "/value", code });
    expect(JSON.stringify(errors)).not.toContain(String(value));
  });

  test("is a birth date or a ZIP, and nothing beside them", () => {
    expect(errorsOf({ field: "phone", value: "60601" })).toEqual([
      { pointer: "/field", code: "invalid_union" },
    ]);
    expect(errorsOf({ field: "zip", value: "60601", more: "x" })).toEqual([
      { pointer: "/more", code: "unrecognized_keys" },
    ]);
  });
});
