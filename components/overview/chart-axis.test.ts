import { expect, test } from "vitest";
import { gridOf, ticksOf } from "./chart-axis.ts";

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [17, [0, 5, 10, 15, 20]],
  [174, [0, 50, 100, 150, 200]],
  [1_284, [0, 500, 1_000, 1_500]],
])("the axis of at most %i has the lines %j", (most, lines) => {
  expect(gridOf(most)).toEqual(lines);
});

test("labels stand at round times, inside the axis, and do not touch", () => {
  const end = Date.parse("2026-11-23T20:30:00Z");
  const points = (count: number, stepMinutes: number) =>
    Array.from({ length: count }, (_, index) => ({
      at: new Date(end - (count - 1 - index) * stepMinutes * 60_000).toISOString(),
    }));
  for (const [count, step] of [
    [12, 5],
    [96, 15],
    [84, 120],
  ] as const) {
    const ticks = ticksOf(points(count, step), step, "America/Chicago");
    expect(ticks.length).toBeGreaterThan(1);
    const places = ticks.map(({ place }) => place);
    expect(
      Math.min(...places.slice(1).map((place, index) => place - (places[index] ?? 0))),
    ).toBeGreaterThan(10);
    expect(Math.max(...places)).toBeLessThan(92);
  }
});

test("labels stand at the hours of the zone that the reader chose", () => {
  const at = (clock: string) => ({ at: `2026-11-23T${clock}:00.000Z` });
  const points = ["17:45", "18:00", "18:15", "18:30"].map(at);
  expect(ticksOf(points, 15, "America/Chicago")).toEqual([{ place: 25, label: "12:00" }]);
  expect(ticksOf(points, 15, "Asia/Kolkata")).toEqual([{ place: 75, label: "00:00" }]);
});
