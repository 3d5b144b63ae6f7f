import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSmallInstance, type SmallInstance } from "#scripts/demo/testing/open-small-instance";
import { Ledger } from "#server/audit/ledger";
import { copyTemplate, type TestDatabase } from "#testing/database";
import { awaitEnds } from "./await-ends.ts";
import { findLedgerFaults } from "./check-ledger.ts";
import { type PlacedOrder, placeDemoOrders } from "./place-demo-orders.ts";
import { createStorefrontClient } from "./storefront-client.ts";

let copy: TestDatabase;
let instance: SmallInstance;

beforeAll(async () => {
  copy = await copyTemplate();
  instance = await openSmallInstance(copy);
});
beforeEach(() => instance.intercept(null));
afterAll(async () => {
  await instance.close();
  await copy.drop();
});

/** It reaches the storefront, and the answer reaches nobody. */
async function sendUnheard(request: Request): Promise<void> {
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.set("x-unheard", "1");
  const response = await fetch(request.url, {
    method: "POST",
    headers,
    body: await request.text(),
  });
  expect(response.status).toBe(201);
}

const endsOf = async (placed: readonly PlacedOrder[]) =>
  awaitEnds(createStorefrontClient(instance), placed);

describe("a demo", () => {
  test("brings every order to the end it was made for, and the partners hold what they should", async () => {
    const ended = await endsOf(await placeDemoOrders({ ...instance, orders: 20 }));
    const ends = Object.groupBy(ended, ({ story }) => story);
    const of = (story: keyof typeof ends) => new Set(ends[story]?.map(({ end }) => end));
    expect(of("completes")).toEqual(new Set(["COMPLETED"]));
    expect(of("prescriber_not_licensed")).toEqual(new Set(["CANCELLED"]));
    expect(of("out_of_stock")).toEqual(new Set(["CANCELLED"]));
    expect(of("undeliverable_address")).toEqual(new Set(["CANCELLED"]));
    expect(of("undo_refused")).toEqual(new Set(["PARKED"]));

    const ledger = new Ledger(instance.sandboxUrl);
    await ledger.catchUp();
    expect(findLedgerFaults(ended, ledger)).toEqual([]);
    // The check can fail: what holds for a completed order does not for a cancelled one.
    const swapped = ended.map((order) => ({ ...order, end: "CANCELLED" as const }));
    expect(findLedgerFaults(swapped, ledger).length).toBeGreaterThanOrEqual(3);
  });

  test("places an order once although its first answers are lost", async () => {
    const seen = new Map<string, number>();
    instance.intercept(async (request) => {
      const key = request.headers.get("idempotency-key");
      if (key === null || request.headers.has("x-unheard")) return null;
      const time = (seen.get(key) ?? 0) + 1;
      seen.set(key, time);
      if (time === 1) await sendUnheard(request);
      return time <= 2 ? new Response("", { status: time === 1 ? 503 : 502 }) : null;
    });
    const placed = await placeDemoOrders({ ...instance, orders: 3, withParked: false });
    expect([...seen.values()]).toEqual([3, 3, 3]);
    expect(new Set(placed.map(({ orderNumber }) => orderNumber)).size).toBe(3);
    const client = createStorefrontClient(instance);
    const sagas = await Promise.all(placed.map(({ orderId }) => client.follow(orderId)));
    expect(new Set(sagas.map(({ sagaUuid }) => sagaUuid)).size).toBe(3);
    await endsOf(placed);
  });

  test("ends at once when the storefront refuses, with the problem's code", async () => {
    const wrongKey = { ...instance, apiKey: "bst_live_none" };
    await expect(placeDemoOrders({ ...wrongKey, orders: 2 })).rejects.toThrow(/status 401/);
  });

  test("is not placed at real partners", async () => {
    await expect(placeDemoOrders({ ...instance, sandboxUrl: null, orders: 1 })).rejects.toThrow(
      /Real partners/,
    );
  });

  test("names the first order that does not come to an end", async () => {
    const order = { story: "completes", orderId: "an-order", orderNumber: "RX-0000-0000" } as const;
    const parked = {
      sagaUuid: "a-saga",
      state: "COMPENSATING",
      parked: { reason: "REQUEST_REFUSED" },
    };
    const waiting = awaitEnds({ follow: async () => parked }, [order], { stalledAfterMs: 0 });
    await expect(waiting).rejects.toThrow(/RX-0000-0000: COMPENSATING, parked REQUEST_REFUSED/);
  });
});
