import { expect, test } from "vitest";
import { healsIn } from "./count-heals.ts";

test("the sweeper's lines tell how many jobs it had to queue again", () => {
  expect(healsIn(JSON.stringify({ level: "warn", msg: "sweep.healed", jobs: 3 }))).toBe(3);
  expect(healsIn(JSON.stringify({ level: "info", msg: "worker.started", jobs: 3 }))).toBe(0);
});

test("a line that was cut by a kill counts for nothing", () => {
  expect(healsIn('{"msg":"sweep.healed","jo')).toBe(0);
});
