import { describe, expect, test } from "vitest";
import type { Injection } from "./faults.ts";
import { findCauses, measureKill, measureReturn, spreadOf } from "./measure-recovery.ts";

describe("the rest of a killed worker's work", () => {
  const jobs = [
    { sagaUuid: "a", kind: "handed_over" },
    { sagaUuid: "b", kind: "cold" },
  ] as const;

  test("is the time to each saga's next event", () => {
    const next = new Map([
      ["a", 12_000],
      ["b", 13_500],
    ]);
    expect(measureKill(10_000, jobs, next, [])).toEqual([
      { sagaUuid: "a", kind: "handed_over", restedMs: 2_000, causes: [] },
      { sagaUuid: "b", kind: "cold", restedMs: 3_500, causes: [] },
    ]);
  });

  test("has no length where a saga never moved again", () => {
    expect(measureKill(10_000, jobs, new Map([["a", 10_001]]), [])[1]?.restedMs).toBeNull();
  });

  test("is nothing where a commit was already on its way", () => {
    expect(measureKill(10_000, jobs, new Map([["a", 9_990]]), [])[0]?.restedMs).toBe(0);
  });
});

describe("what was done meanwhile", () => {
  const cut: Injection = {
    status: "injected",
    fault: { type: "cut_connections" },
    fromMs: 10_000,
    toMs: 10_020,
    seen: { type: "nothing" },
  };

  test("is every kind of process fault that overlaps, once", () => {
    expect(findCauses(9_000, 10_000, [cut, cut])).toEqual(["cut_connections"]);
    expect(findCauses(10_020, 12_000, [cut])).toEqual(["cut_connections"]);
    expect(findCauses(10_021, 12_000, [cut])).toEqual([]);
  });

  test("is never a partner's misbehaviour", () => {
    const scenario = { partner: "carrier", behaviour: "hang" } as const;
    const hung: Injection = { ...cut, fault: { type: "misbehave", scenario } };
    expect(findCauses(9_000, 12_000, [hung])).toEqual([]);
  });
});

describe("the return of what was lost", () => {
  test("counts to the later of its signs", () => {
    expect(measureReturn(1_000, [3_000, 4_500])).toBe(3_500);
  });

  test("is not there while one sign is missing", () => {
    expect(measureReturn(1_000, [3_000, undefined])).toBeNull();
  });
});

describe("a spread", () => {
  test("has the middle and the slowest", () => {
    expect(spreadOf([5, 1, 9])).toEqual({ count: 3, medianMs: 5, slowestMs: 9 });
    expect(spreadOf([4, 2])).toEqual({ count: 2, medianMs: 2, slowestMs: 4 });
  });

  test("of nothing is nothing", () => {
    expect(spreadOf([])).toBeNull();
  });
});
