import { expect, test } from "vitest";
import { fingerprint } from "./fingerprint.ts";

const secret = "s".repeat(32);

test("the order of fields does not make another request, a value does", () => {
  const one = fingerprint({ a: 1, b: { c: "é", d: [1, 2] } }, secret);
  expect(fingerprint({ b: { d: [1, 2], c: "é" }, a: 1 }, secret)).toBe(one);
  expect(fingerprint({ a: 1, b: { c: "e", d: [1, 2] } }, secret)).not.toBe(one);
  expect(fingerprint({ a: 1, b: { c: "é", d: [2, 1] } }, secret)).not.toBe(one);
});

test("without the secret it cannot be recomputed", () => {
  expect(fingerprint({ a: 1 }, secret)).not.toBe(fingerprint({ a: 1 }, "t".repeat(32)));
});
