import { describe, expect, test } from "vitest";
import { formatAge, formatCountdown, formatDuration } from "./format-duration.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("a span of time in words", () => {
  test.each([
    [412, "412 ms"],
    [12_400, "12.4 s"],
    [15_000, "15 s"],
    [59_970, "59.9 s"],
    [4 * MINUTE + 12_000, "4 min 12 s"],
    [3 * HOUR + 33 * MINUTE + 59_000, "3 h 33 min"],
    [52 * HOUR, "2 d 4 h"],
    [48 * HOUR, "2 d"],
    [-5, "0 ms"],
  ])("%i ms reads %s", (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });

  test("an age shows whole seconds, so it does not flicker", () => {
    expect(formatAge(6_900)).toBe("6 s");
    expect(formatAge(72_000)).toBe("1 min 12 s");
    expect(formatAge(9 * MINUTE + 31_000)).toBe("9 min");
  });

  test("a countdown reaches 0:00 only when the moment has come", () => {
    expect(formatCountdown(40_000)).toBe("0:40");
    expect(formatCountdown(1)).toBe("0:01");
    expect(formatCountdown(0)).toBe("0:00");
    expect(formatCountdown(725_000)).toBe("12:05");
    expect(formatCountdown(2 * HOUR + 5 * MINUTE)).toBe("2 h 5 min");
  });
});
