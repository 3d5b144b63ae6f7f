import { describe, expect, test } from "vitest";
import { readSearchText } from "#server/operations/find/read-search-text";
import { recognise } from "./recognise.ts";

describe("what the find box says before Enter", () => {
  test.each([
    ["rx 1234 567", "unfinished"],
    ["ada@example.test", "email"],
    ["ada@", "unfinished"],
    ["(312) 555-2575", "phone"],
    ["+49 30 901820", "phone"],
    ["0195b7c2-6e41-7f0a-8a11-2f4f0c9d7b10", "uuid"],
    ["hold_4471-93", "reference"],
    ["1Z 999", "reference"],
    ["ab", "unfinished"],
    ["  ", "nothing"],
  ] as const)("%s is %s", (typed, type) => {
    expect(recognise(typed).type).toBe(type);
  });

  test.each([
    ["(312) 555-2575", "phone"],
    ["0049 30 901820", "phone"],
    ["Ada@Example.test", "email"],
    ["0195B7C2-6e41-7f0a-8a11-2f4f0c9d7b10", "uuid"],
    ["scr_88F2K1", "reference"],
  ] as const)("the server looks for %s as the %s that it is called", (typed, type) => {
    expect(recognise(typed).type).toBe(type);
    expect(readSearchText(typed)[type]).not.toBeNull();
  });
});
