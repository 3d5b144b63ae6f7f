import fc from "fast-check";
import { expect, test } from "vitest";
import { isNpi } from "./npi.ts";

const VALID = ["1993999998", "1000000004", "1000000012", "1234567893"];

test.each(VALID)("%s is a prescriber's number", (npi) => expect(isNpi(npi)).toBe(true));

test.each(["", "3000000002", "199399999", "19939999980", "1993999999", "199399999a"])(
  "%j is none",
  (text) => expect(isNpi(text)).toBe(false),
);

test("one wrong digit is always seen", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...VALID),
      fc.nat({ max: 9 }),
      fc.nat({ max: 9 }),
      (npi, at, digit) => {
        fc.pre(npi.charAt(at) !== String(digit));
        expect(isNpi(npi.slice(0, at) + digit + npi.slice(at + 1))).toBe(false);
      },
    ),
  );
});
