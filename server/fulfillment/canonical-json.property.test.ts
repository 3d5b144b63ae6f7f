import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

const json = fc.jsonValue({ stringUnit: "binary", maxDepth: 3 });

const key = fc.string({ unit: "binary", maxLength: 3 });

test("says all that the value holds, and nothing else", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("is the same whatever the order in which the keys were put in", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(key, json), { maxLength: 20, size: "max" }), (entries) => {
      const members = [...new Map(entries)];
      const there = Object.fromEntries(members);
      const back = Object.fromEntries(members.toReversed());
      expect(canonicalJson(back)).toBe(canonicalJson(there));
      expect(Object.keys(JSON.parse(canonicalJson(back)))).toHaveLength(members.length);
    }),
  );
});

test("leaves out what JSON leaves out", () => {
  expect(canonicalJson({ b: [undefined, 1], a: undefined })).toBe('{"b":[null,1]}');
});

test("hides no key, whatever it is called", () => {
  const text = '{"__proto__":{"a":1},"constructor":2,"toJSON":3}';
  expect(canonicalJson(JSON.parse(text))).toBe(text);
});
