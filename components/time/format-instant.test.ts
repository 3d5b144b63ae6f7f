import { describe, expect, test } from "vitest";
import { formatClock, formatInstant, zoneName } from "./format-instant.ts";

const CHICAGO = "America/Chicago";
const now = new Date("2026-11-23T20:31:47Z");

describe("an instant on the screen", () => {
  test("of this day has seconds and the zone", () => {
    expect(formatInstant(new Date("2026-11-23T20:30:02Z"), now, CHICAGO)).toBe("14:30:02 CST");
  });

  test("of another day has the day and no seconds", () => {
    expect(formatInstant(new Date("2026-11-25T20:30:00Z"), now, CHICAGO)).toBe(
      "Wed 25 Nov, 14:30 CST",
    );
  });

  test("of another year has the year", () => {
    expect(formatInstant(new Date("2025-11-25T20:30:00Z"), now, CHICAGO)).toBe(
      "Tue 25 Nov 2025, 14:30 CST",
    );
  });

  test("counts midnight as 00, not 24", () => {
    expect(formatClock(new Date("2026-11-23T06:00:00Z"), CHICAGO)).toBe("00:00:00");
  });

  test("belongs to the day of the reader, not of Greenwich", () => {
    expect(formatInstant(new Date("2026-11-24T03:00:00Z"), now, CHICAGO)).toBe("21:00:00 CST");
  });

  test("names the zone by its own letters wherever some locale has them", () => {
    expect(zoneName(now, "Europe/London")).toBe("GMT");
    expect(zoneName(now, "UTC")).toBe("UTC");
    expect(zoneName(now, CHICAGO)).toBe("CST");
  });
});
