import { describe, expect, test } from "vitest";
import { type Closure, heldTimes, incidentsOf } from "./incidents.ts";

const minute = (count: number) => count * 60_000;
const closure = (from: number, until: number | null, change: Partial<Closure> = {}): Closure => ({
  partner: "carrier",
  kind: "failing",
  direction: "forward",
  from: minute(from),
  until: until === null ? null : minute(until),
  ...change,
});
const told = (closures: Closure[], from = 0) =>
  incidentsOf(closures, minute(from)).map((each) => [
    each.name,
    each.kind,
    Date.parse(each.startedAt) / minute(1),
    each.endedAt && Date.parse(each.endedAt) / minute(1),
    each.times,
  ]);

describe("the incidents of partners", () => {
  test("are told in the order in which they began, each partner and cause by itself", () => {
    expect(
      told([
        closure(30, null, { kind: "held" }),
        closure(10, 12, { partner: "inventory" }),
        closure(20, 22),
      ]),
    ).toEqual([
      ["Dockside", "failing", 10, 12, 1],
      ["Parcelway", "failing", 20, 22, 1],
      ["Parcelway", "held", 30, null, 1],
    ]);
  });

  test("that follow each other within minutes are one, and after that another", () => {
    expect(told([closure(10, 11), closure(15, 16), closure(21, 22), closure(28, null)])).toEqual([
      ["Parcelway", "failing", 10, 22, 3],
      ["Parcelway", "failing", 28, null, 1],
    ]);
  });

  test("of both directions at once are one; of the undo alone they say so", () => {
    const both = [closure(10, 12), closure(10, 14, { direction: "undo" })];
    expect(told(both)).toEqual([["Parcelway", "failing", 10, 14, 1]]);
    expect(incidentsOf(both, 0)[0]?.undoOnly).toBe(false);
    expect(incidentsOf([closure(10, 12, { direction: "undo" })], 0)[0]?.undoOnly).toBe(true);
  });

  test("that were over before are left out, those that reach into it stay", () => {
    expect(told([closure(1, 10), closure(2, 20, { kind: "held" })], 15)).toEqual([
      ["Parcelway", "held", 2, 20, 1],
    ]);
  });

  test("a hold lasts until the release of the same partner", () => {
    const at = (count: number) => new Date(minute(count));
    expect(
      heldTimes([
        { partner: "carrier", kind: "release", at: at(1) },
        { partner: "carrier", kind: "hold", at: at(2) },
        { partner: "inventory", kind: "hold", at: at(3) },
        { partner: "carrier", kind: "release", at: at(4) },
      ]).map(({ partner, from, until }) => [partner, from / minute(1), until && until / minute(1)]),
    ).toEqual([
      ["carrier", 2, 4],
      ["inventory", 3, null],
    ]);
  });
});
