import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findOrderWithSagas } from "#db/queries/orders";
import { findSagaStanding } from "#db/queries/sagas";
import { toSaga } from "#server/fulfillment/saga-row";
import { answering } from "#server/fulfillment/testing/outcomes";
import type { Outcome } from "#server/saga/types";
import { openStorefrontWorld, type StorefrontWorld } from "./testing/storefront-world.ts";

let world: StorefrontWorld;
beforeAll(async () => {
  world = await openStorefrontWorld();
});
afterAll(() => world.close());

const keys = Array.from(
  { length: 200 },
  (_, index) => `cancel-key-${String(index).padStart(6, "0")}`,
);
const freshKey = () => keys.pop() ?? "out-of-fresh-keys";

async function placed(): Promise<string> {
  const key = freshKey();
  const { answer } = await world.place({ key, externalOrderId: key });
  return answer.orderId;
}

async function sagaOf(orderUuid: string) {
  const { db } = world.runtime.database;
  const [order] = await findOrderWithSagas(db, "shop", { type: "uuid", orderUuid });
  const row = order && (await findSagaStanding(db, order.saga.sagaUuid));
  if (!row) throw new Error("Bug: the saga is gone");
  return toSaga(row.saga);
}

/** The partners answer what the order waits for, one call after the other. */
async function answer(orderUuid: string, ...outcomes: (Outcome | undefined)[]): Promise<void> {
  for (const outcome of outcomes) {
    await world.runtime.committer.submit(answering(await sagaOf(orderUuid), outcome));
  }
}

const DONE = undefined;
const UNDONE: Outcome = { type: "succeeded", reference: null };
const REFUSED: Outcome = { type: "rejected", code: "in_transit" };
const statusOf = async (id: string) => {
  const { answer: order } = await world.follow(id);
  return [order.status, order.cancellation?.status, order.cancellation?.code];
};

describe("cancelling an order", () => {
  test("is recorded, seen on the order, and done once what was made is undone", async () => {
    const id = await placed();
    const { response, answer: asked } = await world.cancel({ key: freshKey(), id });
    expect(response.status).toBe(202);
    expect(asked).toEqual({
      orderId: id,
      orderNumber: expect.stringMatching(/^RX-/),
      cancellation: "requested",
      requestedAt: expect.stringMatching(/Z$/),
      replayed: false,
      links: { self: `/api/v1/orders/${id}` },
    });
    // A call is on its way: its answer comes first, and then it is undone.
    expect(await statusOf(id)).toEqual(["cancelling", "pending", undefined]);
    await answer(id, DONE, UNDONE, UNDONE);
    expect(await statusOf(id)).toEqual(["cancelled", "done", undefined]);
  });

  test("by its number is the same, and says why in the event", async () => {
    const id = await placed();
    const { orderNumber } = (await world.follow(id)).answer;
    const { answer: asked } = await world.cancel({
      key: freshKey(),
      id: orderNumber.toLowerCase(),
      body: { reason: "duplicate_order" },
    });
    expect(asked.orderId).toBe(id);
    const { rows } = await world.runtime.database.pool.query(
      `select event_data, metadata->'actor' as actor from event_store
       where event_type = 'CancelRequested' and metadata->>'correlationId' = $1`,
      [id],
    );
    const storefront = { type: "storefront", id: "shop" };
    expect(rows).toEqual([
      {
        event_data: { by: storefront, reason: "duplicate_order", effect: "waits" },
        actor: storefront,
      },
    ]);
  });

  test("of a shipped order is done only if the carrier takes the parcel back", async () => {
    const [back, gone] = [await placed(), await placed()];
    for (const id of [back, gone]) {
      await answer(id, DONE, DONE, DONE);
      expect(await statusOf(id)).toEqual(["shipped", undefined, undefined]);
      await world.cancel({ key: freshKey(), id });
      // Until the carrier has said so, the parcel is on its way.
      expect(await statusOf(id)).toEqual(["shipped", "pending", undefined]);
    }
    await answer(gone, REFUSED);
    expect(await statusOf(gone)).toEqual(["shipped", "refused", "in_transit"]);
    await answer(back, UNDONE, UNDONE, UNDONE, UNDONE);
    expect(await statusOf(back)).toEqual(["cancelled", "done", undefined]);
  });

  test("that is cancelled already, or on its way there, is recorded and changes nothing", async () => {
    const id = await placed();
    await world.cancel({ key: freshKey(), id });
    const { version } = await sagaOf(id);
    expect((await world.cancel({ key: freshKey(), id })).response.status).toBe(202);
    expect(await sagaOf(id)).toMatchObject({ version });
    await answer(id, DONE, UNDONE, UNDONE);
    expect((await world.cancel({ key: freshKey(), id })).response.status).toBe(202);
    expect(await statusOf(id)).toEqual(["cancelled", "done", undefined]);
  });

  test("twenty times at once with one key asks once and answers twenty times the same", async () => {
    const id = await placed();
    const key = freshKey();
    const all = await Promise.all(Array.from({ length: 20 }, () => world.cancel({ key, id })));
    expect(all.filter(({ answer: asked }) => !asked.replayed)).toHaveLength(1);
    expect(
      new Set(all.map(({ answer: asked }) => JSON.stringify({ ...asked, replayed: null }))).size,
    ).toBe(1);
    const later = await world.cancel({ key, id });
    expect(later.response.headers.get("idempotent-replayed")).toBe("true");
    expect(later.answer).toEqual({ ...all[0]?.answer, replayed: true });
  });

  test("R-02 with a key of another request is refused and asks nothing", async () => {
    const [id, other] = [await placed(), await placed()];
    const key = freshKey();
    await world.cancel({ key, id });
    const before = await sagaOf(other);
    for (const wish of [
      { key, id: other },
      { key, id, body: { reason: "duplicate_order" } },
    ]) {
      const { response, answer: refused } = await world.cancel(wish);
      expect([response.status, refused.code]).toEqual([422, "idempotency_key_reused"]);
    }
    expect(await sagaOf(other)).toEqual(before);
    const { answer: order } = await world.place({ key, externalOrderId: key });
    expect(order.code).toBe("idempotency_key_reused");
  });

  test("of another storefront finds nothing and asks nothing", async () => {
    const id = await placed();
    const before = await sagaOf(id);
    const { response } = await world.cancel({ key: freshKey(), id, apiKey: world.otherKey });
    expect(response.status).toBe(404);
    expect(await sagaOf(id)).toEqual(before);
  });

  test("with a key that may not is forbidden", async () => {
    const apiKey = await world.keyOf("shop", ["orders:create", "orders:read"]);
    const { response, answer: refused } = await world.cancel({
      key: freshKey(),
      id: await placed(),
      apiKey,
    });
    expect([response.status, refused.code]).toEqual([403, "forbidden"]);
  });

  test.each([
    ["a reason that is none", { reason: "my own words" }],
    ["an unknown field", { note: "call me" }],
    ["no object", []],
  ])("with %s is refused and asks nothing", async (_what, body) => {
    const id = await placed();
    const before = await sagaOf(id);
    const { response, answer: refused } = await world.cancel({ key: freshKey(), id, body });
    expect([response.status, refused.code]).toEqual([400, "invalid_request"]);
    expect(await sagaOf(id)).toEqual(before);
  });

  test("that a newer version has touched is told to come again, and its key stays free", async () => {
    const id = await placed();
    const { sagaUuid } = await sagaOf(id);
    const { pool } = world.runtime.database;
    const raise = (to: number) =>
      pool.query(
        "update order_fulfillment_sagas set min_reader_version = $2 where saga_uuid = $1",
        [sagaUuid, to],
      );
    const { rows } = await pool.query(
      "select min_reader_version from order_fulfillment_sagas where saga_uuid = $1",
      [sagaUuid],
    );
    await raise(99);
    const key = freshKey();
    const { response, answer: refused } = await world.cancel({ key, id });
    expect([response.status, refused.code]).toEqual([503, "unavailable"]);
    await raise(rows[0].min_reader_version);
    const { answer: asked } = await world.cancel({ key, id });
    expect(asked).toMatchObject({ cancellation: "requested", replayed: false });
  });
});

describe("placing an order again", () => {
  async function cancelled(): Promise<string> {
    const id = await placed();
    await answer(id, { type: "rejected", code: "rx_expired" }, UNDONE);
    return id;
  }
  const again = async (replacesOrderId: string, key = freshKey(), apiKey = world.shopKey) =>
    world.place({ key, externalOrderId: key, body: { replacesOrderId }, apiKey });

  test("names the cancelled one, by its id or its number", async () => {
    const [first, second] = [await cancelled(), await cancelled()];
    const { orderNumber } = (await world.follow(second)).answer;
    for (const [wish, replaced] of [
      [first, first],
      [orderNumber, second],
    ] as const) {
      const { response, answer: order } = await again(wish);
      expect(response.status).toBe(201);
      expect((await world.follow(order.orderId)).answer.replacesOrderId).toBe(replaced);
    }
  });

  test("happens once: whoever is second is told of the first", async () => {
    const id = await cancelled();
    const all = await Promise.all(Array.from({ length: 8 }, () => again(id)));
    const made = all.filter(({ response }) => response.status === 201);
    expect(made).toHaveLength(1);
    for (const { response, answer: refused } of all) {
      if (response.status === 201) continue;
      expect([response.status, refused.code]).toEqual([409, "order_already_replaced"]);
      expect(refused.orderId).toBe(made[0]?.answer.orderId);
    }
  });

  test("of an order that is not cancelled, of another's or of none is refused", async () => {
    const [running, theirs] = [await placed(), await cancelled()];
    const refused = async (id: string, apiKey?: string) =>
      (await again(id, freshKey(), apiKey)).answer.errors;
    const at = (code: string) => [{ pointer: "/replacesOrderId", code }];
    expect(await refused(running)).toEqual(at("not_cancelled"));
    expect(await refused(theirs, world.otherKey)).toEqual(at("unknown_order"));
    expect(await refused("nothing")).toEqual(at("unknown_order"));
  });
});
