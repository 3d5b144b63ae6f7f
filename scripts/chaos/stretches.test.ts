import { expect, test } from "vitest";
import { uncoveredMs } from "./stretches.ts";

const whole = { fromMs: 10, toMs: 20 };

test("what nothing covers is left", () => {
  expect(uncoveredMs(whole, [])).toBe(10);
  expect(uncoveredMs(whole, [{ fromMs: 0, toMs: 10 }])).toBe(10);
  expect(uncoveredMs(whole, [{ fromMs: 20, toMs: 30 }])).toBe(10);
});

test("what several cover is left out once", () => {
  const others = [
    { fromMs: 15, toMs: 17 },
    { fromMs: 5, toMs: 12 },
    { fromMs: 16, toMs: 18 },
  ];
  expect(uncoveredMs(whole, others)).toBe(5);
});

test("what is covered as a whole leaves nothing", () => {
  expect(uncoveredMs(whole, [{ fromMs: 0, toMs: 99 }])).toBe(0);
});
