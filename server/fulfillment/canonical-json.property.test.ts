import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

const json = fc.jsonValue({ stringUnit: "binary", maxDepth: 3 });

test("says all that the value holds, and nothing else", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("is the same whatever the order in which the keys were put in", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: "binary" }), json)), (entries) => {
      const members = [...new Map(entries)];
      const there = Object.fromEntries(members);
      const back = Object.fromEntries(members.toReversed());
      expect(canonicalJson(back)).toBe(canonicalJson(there));
    }),
  );
});

test("leaves out what JSON leaves out", () => {
  expect(canonicalJson({ b: [undefined, 1], a: undefined })).toBe('{"b":[null,1]}');
});
