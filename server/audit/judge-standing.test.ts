import { describe, expect, test } from "vitest";
import { UNDO_JOB } from "#server/saga/definition";
import type { Saga, StackEntry } from "#server/saga/types";
import { judgeStanding } from "./judge-standing.ts";
import { LEDGER_PARTNERS, type Standing } from "./ledger.ts";

type Statuses = Partial<Record<StackEntry["step"], StackEntry["status"]>>;

function sagaAt(position: Saga["position"], statuses: Statuses, more: Partial<Saga> = {}) {
  const steps = ["order", "prescription", "inventory", "shipment"] as const;
  const stack = steps.flatMap((step): StackEntry[] => {
    const status = statuses[step];
    return status === undefined ? [] : [{ step, job: UNDO_JOB[step], status }];
  });
  return { position, stack, work: null, parked: null, ...more };
}

const standing = (prescription: number, inventory: number, carrier: number): Standing => ({
  prescription,
  inventory,
  carrier,
  reservationLapsed: false,
});
const judge = (saga: ReturnType<typeof sagaAt>, found: Standing, outside: string[] = []) =>
  judgeStanding(saga, found, LEDGER_PARTNERS, outside);

const ALL = {
  order: "recorded",
  prescription: "recorded",
  inventory: "recorded",
  shipment: "recorded",
} as const;
const completed = sagaAt("COMPLETED", ALL);
const cancelled = sagaAt("CANCELLED", {
  order: "undone",
  prescription: "undone",
  inventory: "undone",
  shipment: "not_needed",
});
const parked: Saga["parked"] = {
  reason: "COMPENSATION_REFUSED",
  since: 0,
  code: "already_dispensed",
};
const work: Saga["work"] = { direction: "undo", step: "shipment", gate: true, dueAt: 0 };

describe("a completed order", () => {
  test("stands once at every partner", () => {
    expect(judge(completed, standing(1, 1, 1))).toBeNull();
    expect(judge(completed, standing(0, 1, 1))).toMatch(/0 live prescriptions instead of 1/);
    expect(judge(completed, standing(1, 1, 2))).toMatch(/2 live shipments instead of 1/);
  });

  test("may have a reservation that lapsed, or a step that was done outside", () => {
    expect(judge(completed, { ...standing(1, 0, 1), reservationLapsed: true })).toBeNull();
    expect(judge(completed, standing(1, 0, 1))).toMatch(/0 live reservations/);
    expect(judge(completed, standing(1, 1, 0), ["shipment"])).toBeNull();
  });

  test("may stand nowhere any more while its void is under way", () => {
    expect(judge({ ...completed, work }, standing(1, 1, 0))).toBeNull();
  });
});

describe("a cancelled order", () => {
  test("stands nowhere, nor at a step that was refused or never begun", () => {
    expect(judge(cancelled, standing(0, 0, 0))).toBeNull();
    expect(judge(cancelled, standing(1, 0, 0))).toMatch(/CANCELLED, with 1 live prescriptions/);
    expect(judge(cancelled, standing(0, 0, 1))).toMatch(/1 live shipments instead of 0/);
    const early = sagaAt("CANCELLED", { order: "undone", prescription: "not_needed" });
    expect(judge(early, standing(0, 1, 0))).toMatch(/1 live reservations instead of 0/);
  });

  test("may still hold what a person undid outside, and what a clean-up is about to undo", () => {
    const byHand = sagaAt("CANCELLED", { order: "undone", prescription: "by_hand" });
    expect(judge(byHand, standing(1, 0, 0))).toBeNull();
    expect(judge({ ...cancelled, work }, standing(0, 0, 1))).toBeNull();
    expect(judge({ ...cancelled, parked }, standing(0, 0, 1))).toBeNull();
  });
});

describe("an order on its way", () => {
  test("stands at most once anywhere, and nowhere that it has not been", () => {
    const forward = sagaAt("PENDING_INVENTORY_RESERVATION", {
      order: "recorded",
      prescription: "recorded",
      inventory: "recorded",
    });
    expect(judge(forward, standing(1, 0, 0))).toBeNull();
    expect(judge(forward, standing(1, 1, 0))).toBeNull();
    expect(judge(forward, standing(1, 1, 1))).toMatch(/1 live shipments instead of 0/);
    expect(judge(forward, standing(2, 0, 0))).toMatch(/2 live prescriptions instead of at most 1/);
  });

  test("that goes back has nothing left of what it has undone", () => {
    const back = sagaAt(
      "COMPENSATING",
      { order: "recorded", prescription: "recorded", inventory: "undone", shipment: "not_needed" },
      { parked },
    );
    expect(judge(back, standing(1, 0, 0))).toBeNull();
    expect(judge(back, standing(1, 1, 0))).toMatch(/1 live reservations instead of 0/);
  });
});
