import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CATALOGUE } from "#server/partners/contract/catalogue";
import { findMedicine, parseCatalogueNdc } from "./catalogue.ts";
import { parseNdc } from "./ndc.ts";

const digits = (length: number) =>
  fc
    .array(fc.nat({ max: 9 }), { minLength: length, maxLength: length })
    .map((values) => values.join(""));
const shape = fc.constantFrom<[number, number, number]>(
  [4, 4, 2],
  [5, 3, 2],
  [5, 4, 1],
  [5, 4, 2],
  [6, 4, 2],
);
const hyphenated = shape.chain(([labeler, product, pack]) =>
  fc.tuple(digits(labeler), digits(product), digits(pack)).map((parts) => parts.join("-")),
);
const nothingKnown = () => false;

describe("a package code", () => {
  test("with hyphens is read, shown as given, and means the same when padded", () => {
    fc.assert(
      fc.property(hyphenated, (text) => {
        const parsed = parseNdc(text, nothingKnown);
        if (parsed.type !== "ndc") throw new Error(`${text} was not read`);
        expect(parsed.ndc.display).toBe(text);
        expect(parsed.ndc.canonical).toMatch(/^\d{12}$/);
        expect(parseNdc(parsed.ndc.canonical, nothingKnown)).toMatchObject({
          ndc: { canonical: parsed.ndc.canonical },
        });
      }),
    );
  });

  test.each([
    ["0002-3227-30", "000002322730"],
    ["50242-040-62", "050242004062"],
    ["60575-4112-1", "060575411201"],
    ["61023-0101-30", "061023010130"],
    ["61023010130", "061023010130"],
    ["061023-0101-30", "061023010130"],
    ["061023010130", "061023010130"],
    [" 61023-0101-30 ", "061023010130"],
  ])("%j has the key %s", (text, canonical) => {
    expect(parseNdc(text, nothingKnown)).toMatchObject({ type: "ndc", ndc: { canonical } });
  });

  test.each([
    "",
    "abc",
    "12345",
    "1-2-3",
    "61023-0101",
    "61023_0101_30",
    "61023-0101-300",
    "٦١٠٢٣-0101-30",
  ])("is not seen in %j", (text) =>
    expect(parseNdc(text, nothingKnown)).toEqual({ type: "invalid", code: "ndc_format" }),
  );

  test("of ten bare digits is ambiguous, unless one reading alone is known", () => {
    const known =
      (...canonicals: string[]) =>
      (canonical: string) =>
        canonicals.includes(canonical);
    const ambiguous = { type: "invalid", code: "ndc_ambiguous" };
    expect(parseNdc("5024204062", nothingKnown)).toEqual(ambiguous);
    expect(parseNdc("5024204062", known("050242004062", "005024204062"))).toEqual(ambiguous);
    expect(parseNdc("5024204062", known("050242004062"))).toEqual({
      type: "ndc",
      ndc: { canonical: "050242004062", display: "50242-040-62" },
    });
  });
});

describe("the catalogue", () => {
  test("has a key of its own for each medicine", () => {
    const keys = CATALOGUE.map(({ ndc }) => {
      const parsed = parseCatalogueNdc(ndc);
      return parsed.type === "ndc" ? parsed.ndc.canonical : ndc;
    });
    expect(new Set(keys).size).toBe(CATALOGUE.length);
    expect(keys.map((key) => findMedicine(key)?.ndc)).toEqual(CATALOGUE.map(({ ndc }) => ndc));
  });
});
