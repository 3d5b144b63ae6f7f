import { expect, test } from "vitest";
import { durationPair, percent } from "./figures.ts";

test.each([
  [0, 40, "0 %"],
  [1, 2_000, "0.1 %"],
  [35, 1_000, "3.5 %"],
  [1, 3, "33 %"],
])("%i of %i reads %s", (part, whole, words) => {
  expect(percent(part, whole)).toBe(words);
});

test.each([
  [400, 1_900, "400 ms / 1.9 s"],
  [1_100, 48_000, "1.1 / 48 s"],
  [3, 12, "3 / 12 ms"],
  [48_000, 64_000, "48 s / 1 min 4 s"],
  [null, null, "–"],
])("%s and %s ms read %s", (first, second, words) => {
  expect(durationPair(first, second)).toBe(words);
});
