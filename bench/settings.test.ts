import { join } from "node:path";
import { expect, test } from "vitest";
import { readBenchWish } from "./settings.ts";

test("without options everything is measured, in five rounds", () => {
  expect(readBenchWish([])).toEqual({
    type: "run",
    settings: {
      rounds: 5,
      quick: false,
      statements: false,
      only: [],
      jsonFile: null,
      keptIn: null,
    },
  });
});

test("a quick run has one round, whatever was asked for", () => {
  expect(readBenchWish(["--quick", "--rounds", "9"])).toMatchObject({ settings: { rounds: 1 } });
});

test("the folder that keeps the history is told in full: the run works elsewhere", () => {
  expect(readBenchWish(["--keep", "kept"])).toMatchObject({
    settings: { keptIn: join(process.cwd(), "kept") },
  });
});

test("groups are named with commas between", () => {
  expect(readBenchWish(["--only", "drain,idle"])).toMatchObject({
    settings: { only: ["drain", "idle"] },
  });
});

test("what is no number of rounds is refused", () => {
  expect(() => readBenchWish(["--rounds", "many"])).toThrow();
  expect(() => readBenchWish(["--rounds", "0"])).toThrow();
});
