import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DatabaseClock } from "./batch-clock.ts";

const NOON = new Date("2026-11-02T12:00:00.000Z");

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("a clock that was never read tells nothing", () => {
  expect(new DatabaseClock().now()).toBeNull();
});

test("a reading is carried on by our own time, in whole milliseconds", () => {
  const clock = new DatabaseClock();
  clock.set(NOON);
  vi.advanceTimersByTime(250.7);
  expect(clock.now()).toBe(NOON.getTime() + 250);
});

test("a reading of more than a second ago tells nothing", () => {
  const clock = new DatabaseClock();
  clock.set(NOON);
  vi.advanceTimersByTime(1_001);
  expect(clock.now()).toBeNull();
});

test("a database whose clock is set back is followed with the next reading", () => {
  const clock = new DatabaseClock();
  clock.set(NOON);
  clock.set(new Date(NOON.getTime() - 3_600_000));
  expect(clock.now()).toBe(NOON.getTime() - 3_600_000);
});
