import { describe, expect, test } from "vitest";
import { placeOrderInput } from "#server/orders/place-order-input";
import { makeOrders, type Story } from "./make-orders.ts";

const made = (orders: number, withParked = false, seed = 7, runId = "run") =>
  makeOrders({ orders, seed, runId, withParked });

const countOf = (orders: number, withParked: boolean, story: Story) =>
  made(orders, withParked).filter((order) => order.story === story).length;

describe("a mix of orders", () => {
  test("has every order accepted by the storefront's own rules", () => {
    for (const { body } of made(500, true)) {
      expect(placeOrderInput.safeParse(body).error?.issues ?? []).toEqual([]);
    }
  });

  test("is mostly good news, with a few of each refusal", () => {
    expect(countOf(500, false, "completes")).toBe(395);
    expect(countOf(500, false, "prescriber_not_licensed")).toBe(35);
    expect(countOf(500, false, "out_of_stock")).toBe(35);
    expect(countOf(500, false, "undeliverable_address")).toBe(35);
    expect(countOf(500, false, "undo_refused")).toBe(0);
  });

  test("has each kind of end as soon as there are five orders, and one that waits if wished", () => {
    expect(new Set(made(5, true).map(({ story }) => story)).size).toBe(5);
    expect(new Set(made(5, false).map(({ story }) => story)).size).toBe(4);
    expect(countOf(60, true, "undo_refused")).toBe(1);
  });

  test("of a single order is one that completes", () => {
    expect(made(1, true).map(({ story }) => story)).toEqual(["completes"]);
  });

  test("is the same for the same seed, under keys and names of the run's own", () => {
    const people = (seed: number, runId: string) =>
      made(20, false, seed, runId).map(({ body }) => body.patient.familyName);
    expect(people(7, "one")).toEqual(people(7, "two"));
    expect(people(8, "one")).not.toEqual(people(7, "one"));
    const keys = [...made(20, false, 7, "one"), ...made(20, false, 7, "two")];
    expect(new Set(keys.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(40);
    expect(new Set(keys.map(({ body }) => body.externalOrderId)).size).toBe(40);
  });
});
