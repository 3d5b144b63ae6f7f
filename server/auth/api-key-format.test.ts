import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatApiKey, hashSecret, newApiKey, parseApiKey, sameHash } from "./api-key-format.ts";

describe("an API key", () => {
  test("is read back as it was made", () => {
    for (const environment of ["live", "test"] as const) {
      const key = newApiKey(environment);
      const text = formatApiKey(key);
      expect(text).toMatch(/^rxk_(live|test)_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}$/);
      expect(parseApiKey(text)).toEqual(key);
    }
  });

  test("with one wrong symbol is known to be none without asking anybody", () => {
    const text = formatApiKey(newApiKey("live"));
    fc.assert(
      fc.property(
        fc.nat({ max: text.length - 1 }),
        fc.constantFrom("x", "7", "_"),
        (at, symbol) => {
          fc.pre(text.charAt(at) !== symbol);
          expect(parseApiKey(text.slice(0, at) + symbol + text.slice(at + 1))).toBeNull();
        },
      ),
    );
  });

  test("is stored as a hash that another pepper does not make", () => {
    const one = hashSecret("secret", "p".repeat(32));
    expect(sameHash(one, hashSecret("secret", "p".repeat(32)))).toBe(true);
    expect(sameHash(one, hashSecret("secret", "q".repeat(32)))).toBe(false);
    expect(sameHash(one, "short")).toBe(false);
  });
});
