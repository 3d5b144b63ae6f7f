import { describe, expect, test } from "vitest";
import { scenarioRequest } from "#sandbox/scenarios";
import type { Behaviour, FaultPartner, PlannedFault } from "./faults.ts";
import { planFaults } from "./plan-faults.ts";

const plan = (minutes: number, more: { seed?: number; workers?: number; quick?: boolean } = {}) =>
  planFaults({ seed: 7, workers: 2, quick: false, ...more, minutes });

const countOf = (faults: readonly PlannedFault[], type: PlannedFault["fault"]["type"]) =>
  faults.filter(({ fault }) => fault.type === type).length;

/** As partner and behaviour, each once. */
const misbehaviours = (faults: readonly PlannedFault[]) =>
  new Set(
    faults.flatMap(({ fault }) =>
      fault.type === "misbehave" ? [`${fault.scenario.partner} ${fault.scenario.behaviour}`] : [],
    ),
  );

const isRefusal = (fault: PlannedFault["fault"]) =>
  fault.type === "misbehave" && fault.scenario.match !== undefined;

const EVERYWHERE: Behaviour[] = [
  "outage",
  "config_401",
  "rate_limit",
  "unavailable",
  "drop_before",
  "drop_after",
  "malformed_200",
  "wrong_schema_200",
  "duplicate_response",
  "late_arrival",
  "latency",
  "hang",
  "flap",
  "pending_then",
  "reject",
];
const HTTP_PARTNERS: FaultPartner[] = ["prescription", "inventory", "carrier"];

describe("a plan of faults", () => {
  test("is the same for the same seed, and another for another", () => {
    expect(plan(4)).toEqual(plan(4));
    expect(plan(4)).not.toEqual(plan(4, { seed: 8 }));
  });

  test("has in ten minutes as much of everything as the proof asks for", () => {
    const faults = plan(10);
    expect(countOf(faults, "kill_worker")).toBeGreaterThanOrEqual(24);
    expect(countOf(faults, "stop_postgres")).toBeGreaterThanOrEqual(6);
    expect(countOf(faults, "kill_web")).toBeGreaterThanOrEqual(4);
    expect(countOf(faults, "cut_connections")).toBeGreaterThanOrEqual(10);
    expect(countOf(faults, "stop_worker")).toBeGreaterThanOrEqual(6);
    expect(countOf(faults, "kill_sandbox")).toBe(2);
    const stops = faults.flatMap(({ fault }) => (fault.type === "stop_postgres" ? [fault] : []));
    const crashes = stops.filter(({ how }) => how === "crash").length;
    expect(Math.abs(2 * crashes - stops.length)).toBeLessThanOrEqual(1);
  });

  test.each([1, 2, 10])("of %s minutes has every behaviour at every partner", (minutes) => {
    const found = misbehaviours(plan(minutes));
    for (const partner of HTTP_PARTNERS) {
      for (const behaviour of EVERYWHERE) expect(found).toContain(`${partner} ${behaviour}`);
    }
    for (const behaviour of ["transient", "permanent", "drop_after", "hang", "outage"]) {
      expect(found).toContain(`notifications ${behaviour}`);
    }
    expect(found).toContain("prescription cancel_denied");
    expect(found).toContain("inventory partial_stock");
    expect(found).toContain("carrier void_refused");
  });

  test("has partners refuse the same orders from the beginning to the end", () => {
    const refusing = plan(4).filter(({ fault }) => {
      const { behaviour } = fault.type === "misbehave" ? fault.scenario : { behaviour: "ok" };
      return /^(reject|partial_stock|cancel_denied|void_refused)$/.test(behaviour);
    });
    expect(refusing).toHaveLength(8);
    for (const { atMs, forMs, fault } of refusing) {
      expect({ atMs, forMs, isRefusal: isRefusal(fault) }).toEqual({
        atMs: 0,
        forMs: 220_000,
        isRefusal: true,
      });
    }
  });

  test("asks the partners for nothing that they would refuse", () => {
    for (const seed of [1, 2, 3]) {
      for (const { fault } of plan(10, { seed })) {
        if (fault.type !== "misbehave") continue;
        expect(scenarioRequest.safeParse(fault.scenario).error?.issues ?? []).toEqual([]);
      }
    }
  });

  test("begins after a healthy start and is over before a calm end", () => {
    for (const minutes of [0.5, 1, 4, 10]) {
      for (const { atMs, forMs, fault } of plan(minutes, { quick: minutes < 1 })) {
        // Refusals are for certain orders, whenever they come.
        if (isRefusal(fault)) continue;
        expect(atMs).toBeGreaterThanOrEqual(Math.min(10_000, minutes * 3_600));
        const calmMs = Math.min(20_000, minutes * 6_000);
        expect(atMs + forMs).toBeLessThanOrEqual(minutes * 60_000 - calmMs + 500);
        expect(forMs).toBeGreaterThanOrEqual(0);
      }
    }
  });

  test("lets a kill heal before the next, except where several are meant to come together", () => {
    const moments = plan(10)
      .filter(({ fault }) => fault.type === "kill_worker" || fault.type === "stop_postgres")
      .map(({ atMs }) => atMs);
    const gaps = moments.slice(1).map((atMs, index) => atMs - (moments[index] ?? 0));
    const together = gaps.filter((gap) => gap < 500);
    expect(together).toHaveLength(4);
    expect(gaps.filter((gap) => gap >= 500).every((gap) => gap > 9_500)).toBe(true);
  });

  test("knows only the workers that there are", () => {
    for (const { fault } of plan(10, { workers: 1 })) {
      if ("worker" in fault) expect(fault.worker).toBe(0);
    }
  });

  test("of half a minute has two kills, a restart, and nothing that takes longer to heal", () => {
    const faults = plan(0.5, { quick: true });
    expect(countOf(faults, "kill_worker")).toBe(2);
    expect(countOf(faults, "stop_postgres")).toBe(1);
    expect(misbehaviours(faults)).not.toContain("carrier config_401");
    for (const { forMs, fault } of faults) {
      if (!isRefusal(fault)) expect(forMs).toBeLessThanOrEqual(4_000);
    }
  });
});
