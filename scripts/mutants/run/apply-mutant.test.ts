import { expect, test } from "vitest";
import { applyMutant } from "./apply-mutant.ts";

const mutant = {
  id: "M01-no-wait",
  pitfalls: [],
  breaks: "Nobody waits.",
  file: "server/wait.ts",
  find: "wait(ms)",
  replace: "wait(`$&`)",
  killedBy: { project: "unit", file: "server/wait.test.ts", test: "everybody waits" },
} as const;

test("the one place is broken, word for word", () => {
  expect(applyMutant(mutant, "await wait(ms);")).toBe("await wait(`$&`);");
});

test("a text that is gone, or stands twice, is refused by the mutant's name", () => {
  expect(() => applyMutant(mutant, "await pause(ms);")).toThrow(/M01-no-wait.* 0 times/);
  expect(() => applyMutant(mutant, "wait(ms); wait(ms);")).toThrow(/M01-no-wait.* 2 times/);
});
