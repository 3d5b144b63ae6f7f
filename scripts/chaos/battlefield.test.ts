import { expect, test } from "vitest";
import { awaitProcess } from "./battlefield.ts";

test("a process that the fault before has just ended is waited for, not passed over", async () => {
  const seen = [null, null, 4711];
  expect(await awaitProcess(() => seen.shift() ?? null)).toBe(4711);
});
