import { expect, test } from "vitest";
import { dayBefore, endOfDay, startOfDay } from "./day-in-zone.ts";

test.each([
  ["2026-11-23", "America/Chicago", "2026-11-23T06:00:00.000Z", "2026-11-24T06:00:00.000Z"],
  ["2026-11-01", "America/Chicago", "2026-11-01T05:00:00.000Z", "2026-11-02T06:00:00.000Z"],
  ["2026-03-08", "America/New_York", "2026-03-08T05:00:00.000Z", "2026-03-09T04:00:00.000Z"],
  // There the clock is put back at midnight.
  ["2026-04-05", "America/Santiago", "2026-04-05T04:00:00.000Z", "2026-04-06T04:00:00.000Z"],
  ["2026-11-23", "UTC", "2026-11-23T00:00:00.000Z", "2026-11-24T00:00:00.000Z"],
  ["2026-12-31", "Pacific/Honolulu", "2026-12-31T10:00:00.000Z", "2027-01-01T10:00:00.000Z"],
])("%s in %s begins and ends by the clock there", (day, zone, begins, ends) => {
  expect(startOfDay(day, zone).toISOString()).toBe(begins);
  expect(endOfDay(day, zone).toISOString()).toBe(ends);
  expect(dayBefore(ends, zone)).toBe(day);
});
