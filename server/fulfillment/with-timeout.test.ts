import { expect, test, vi } from "vitest";
import { withTimeout } from "./with-timeout.ts";

const never = new AbortController().signal;
const untilAborted = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => {
    if (signal.aborted) resolve(signal.reason);
    signal.addEventListener("abort", () => resolve(signal.reason));
  });

test("a call that takes too long is cut", async () => {
  expect(await withTimeout(never, 5, untilAborted)).toMatchObject({ name: "TimeoutError" });
});

test("all calls under way are cut with the process", async () => {
  const outer = new AbortController();
  const calls = [1, 2, 3].map(() => withTimeout(outer.signal, 60_000, untilAborted));
  outer.abort("the end");
  expect(await Promise.all(calls)).toEqual(["the end", "the end", "the end"]);
});

test("a call that begins after the end is cut at once", async () => {
  expect(await withTimeout(AbortSignal.abort("the end"), 60_000, untilAborted)).toBe("the end");
});

test("a call that has ended is cut by nothing any more", async () => {
  vi.useFakeTimers();
  const outer = new AbortController();
  const signal = await withTimeout(outer.signal, 1, async (own) => own);
  outer.abort();
  vi.advanceTimersByTime(5);
  vi.useRealTimers();
  expect(signal.aborted).toBe(false);
});

test("what a call throws is thrown on", async () => {
  const call = withTimeout(never, 60_000, () => Promise.reject(new Error("no")));
  await expect(call).rejects.toThrow("no");
});
