import { describe, expect, test } from "vitest";
import type { Injection } from "./faults.ts";
import {
  findCauses,
  type Meanwhile,
  measureKill,
  measureReturn,
  spreadOf,
} from "./measure-recovery.ts";

const NOTHING: Meanwhile = { injections: [], samples: [] };

describe("the rest of a killed worker's work", () => {
  const jobs = [
    { sagaUuid: "a", kind: "handed_over", circuit: "carrier forward" },
    { sagaUuid: "b", kind: "cold", circuit: null },
  ] as const;

  test("is the time to each saga's next event", () => {
    const next = new Map([
      ["a", 12_000],
      ["b", 13_500],
    ]);
    const rests = measureKill(10_000, jobs, next, NOTHING).map(({ restedMs }) => restedMs);
    expect(rests).toEqual([2_000, 3_500]);
  });

  test("leaves out the time in which no call could pass its circuit", () => {
    const open = { aliveWorkers: 1, rightly: [], byTheDead: [] };
    const samples = [
      { ...open, atMs: 10_500, rightly: ["carrier forward"] },
      { ...open, atMs: 10_750, byTheDead: ["carrier forward"] },
      { ...open, atMs: 11_000 },
    ];
    const next = new Map([["a", 12_000]]);
    expect(measureKill(10_000, jobs, next, { ...NOTHING, samples })[0]?.restedMs).toBe(1_750);
  });

  test("leaves out the time in which a worker was stopped, which may have taken it over", () => {
    const stopped: Injection = {
      status: "injected",
      fault: { type: "stop_worker", worker: 1 },
      fromMs: 11_000,
      toMs: 14_000,
      seen: { type: "nothing" },
    };
    const rests = measureKill(10_000, jobs, new Map([["b", 14_200]]), {
      ...NOTHING,
      injections: [stopped],
    });
    expect(rests[1]).toMatchObject({ restedMs: 1_200, causes: ["stop_worker"] });
  });

  test("has no length where a saga never moved again", () => {
    expect(measureKill(10_000, jobs, new Map([["a", 10_001]]), NOTHING)[1]?.restedMs).toBeNull();
  });

  test("is nothing where a commit was already on its way", () => {
    expect(measureKill(10_000, jobs, new Map([["a", 9_990]]), NOTHING)[0]?.restedMs).toBe(0);
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
    expect(measureReturn(1_000, [900])).toBe(0);
  });

  test("leaves out the time in which there could be no sign", () => {
    expect(measureReturn(1_000, [4_500], [{ fromMs: 2_000, toMs: 4_000 }])).toBe(1_500);
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
