import { describe, expect, test } from "vitest";
import { PARKED_REASONS, POSITIONS } from "#server/saga/types";
import { outsideStatus } from "./outside-status.ts";

const calm = { parkedReason: null, cancelRequestedAt: null, tries: 0 };
const asked = new Date("2026-11-01T12:00:00Z");

describe("what a storefront sees of an order", () => {
  test.each([
    ["PENDING_PRESCRIPTION", "received"],
    ["PENDING_INVENTORY_RESERVATION", "processing"],
    ["PENDING_SHIPMENT", "processing"],
    ["COMPLETED", "shipped"],
    ["COMPENSATING", "cancelling"],
    ["CANCELLED", "cancelled"],
  ] as const)("%s is %s", (state, status) => {
    expect(outsideStatus({ ...calm, state })).toBe(status);
  });

  test("is being worked on once the first step has been tried again", () => {
    expect(outsideStatus({ ...calm, state: "PENDING_PRESCRIPTION", tries: 1 })).toBe("processing");
  });

  test("is on hold wherever it waits for a person, for whatever reason", () => {
    for (const state of POSITIONS.filter((position) => position !== "CANCELLED")) {
      for (const parkedReason of PARKED_REASONS) {
        expect(outsideStatus({ ...calm, state, parkedReason })).toBe("on_hold");
      }
    }
  });

  test("is cancelling from the wish on, but shipped stays shipped until it is voided", () => {
    const wish = { ...calm, cancelRequestedAt: asked };
    expect(outsideStatus({ ...wish, state: "PENDING_PRESCRIPTION" })).toBe("cancelling");
    expect(outsideStatus({ ...wish, state: "PENDING_SHIPMENT" })).toBe("cancelling");
    expect(outsideStatus({ ...wish, state: "COMPLETED" })).toBe("shipped");
  });
});
