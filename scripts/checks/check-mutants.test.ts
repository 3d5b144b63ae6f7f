import { expect, test } from "vitest";
import { miscounted, titlesIn, uncovered } from "./check-mutants.ts";

const ALL = Array.from({ length: 38 }, (_, at) => at + 1);

test("mutants are numbered in their order", () => {
  expect(miscounted([{ id: "M01-a" }, { id: "M02-b" }])).toEqual([]);
  expect(miscounted([{ id: "M01-a" }, { id: "M03-b" }])).toEqual([
    "M03-b: its number should be M02",
  ]);
});

test("a pitfall is broken or left out, and not both", () => {
  const leftOut = [{ pitfall: 4, because: "there is no such thing" }];
  const rest = ALL.filter((pitfall) => pitfall !== 4);
  expect(uncovered([{ pitfalls: rest }], leftOut)).toEqual([]);
  expect(uncovered([{ pitfalls: rest }], [])).toEqual(["pitfall #4 is not broken"]);
  expect(uncovered([{ pitfalls: ALL }], leftOut)).toEqual(["pitfall #4 is left out and broken"]);
});

test("a title is known as it is written and as its cases fill it in", () => {
  const titles = titlesIn('test("waits (once)"); test.each([1])("waits for $name at %s");');
  const isKnown = (name: string) => titles.some((title) => title.test(name));
  expect(isKnown("waits (once)")).toBe(true);
  expect(isKnown("waits for inventory at COMPENSATING")).toBe(true);
  expect(isKnown("waits twice")).toBe(false);
});
