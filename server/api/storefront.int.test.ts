import { count } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { idempotencyKeys, orderFulfillmentSagas, orders } from "#db/schema/index";
import { withClient } from "#scripts/postgres/prepare-database";
import { validLine } from "#server/orders/valid-order.fixture";
import { testServerUrl } from "#testing/database";
import { answerReady } from "./health.ts";
import { openStorefrontWorld, type StorefrontWorld } from "./testing/storefront-world.ts";

let world: StorefrontWorld;
let runtime: StorefrontWorld["runtime"];
let place: StorefrontWorld["place"];
let follow: StorefrontWorld["follow"];
let otherKey: string;
beforeAll(async () => {
  world = await openStorefrontWorld();
  ({ runtime, place, follow, otherKey } = world);
});
afterAll(() => world.close());

async function rowCounts() {
  const { db } = runtime.database;
  const of = async (table: typeof orders | typeof orderFulfillmentSagas | typeof idempotencyKeys) =>
    (await db.select({ count: count() }).from(table))[0]?.count ?? 0;
  return [await of(orders), await of(orderFulfillmentSagas), await of(idempotencyKeys)];
}

describe("placing an order", () => {
  test("R-01 fifty times at once with one key makes one order and fifty equal answers", async () => {
    const [before = 0] = await rowCounts();
    const wish = { key: "fifty-at-once-0001", externalOrderId: "fifty" };
    const all = await Promise.all(Array.from({ length: 50 }, () => place(wish)));

    expect(all.map(({ response }) => response.status)).toEqual(Array(50).fill(201));
    expect(all.filter(({ answer }) => !answer.replayed)).toHaveLength(1);
    expect(
      new Set(all.map(({ answer }) => JSON.stringify({ ...answer, replayed: null }))).size,
    ).toBe(1);
    expect((await rowCounts())[0]).toBe(before + 1);
  });

  test("again with the same key and body says that it is a replay", async () => {
    const wish = { key: "again-the-same-01", externalOrderId: "again" };
    const first = await place(wish);
    const second = await place(wish);
    expect(second.response.headers.get("idempotent-replayed")).toBe("true");
    expect(second.answer).toEqual({ ...first.answer, replayed: true });
  });

  test("R-02 with the same key and another body is refused and writes nothing", async () => {
    const wish = { key: "another-body-0001", externalOrderId: "another-body" };
    await place(wish);
    const before = await rowCounts();
    const changed = await place({
      ...wish,
      body: { medications: [{ ...validLine(), quantity: 60 }] },
    });
    expect([changed.response.status, changed.answer.code]).toEqual([422, "idempotency_key_reused"]);
    expect(await rowCounts()).toEqual(before);
  });

  test("with another key and a known external id names the order that has it", async () => {
    const first = await place({ key: "external-id-first", externalOrderId: "taken" });
    const before = await rowCounts();
    const { response, answer } = await place({
      key: "external-id-later",
      externalOrderId: "taken",
    });
    expect([response.status, answer.code]).toEqual([409, "external_order_id_exists"]);
    expect(answer.orderId).toBe(first.answer.orderId);
    expect(await rowCounts()).toEqual(before);
  });

  test("with another storefront's key and external id is an order of its own", async () => {
    const wish = { key: "same-in-two-shops", externalOrderId: "two-shops" };
    const [ours, theirs] = [await place(wish), await place({ ...wish, apiKey: otherKey })];
    expect([ours.response.status, theirs.response.status]).toEqual([201, 201]);
    expect(theirs.answer.replayed).toBe(false);
    expect(theirs.answer.orderId).not.toBe(ours.answer.orderId);
  });

  test.each([
    ["a bad package code", { medications: [{ ...validLine(), ndc: "x" }] }],
    ["an unknown field", { metadata: {} }],
    ["ten thousand medicines", { medications: Array(10_000).fill({}) }],
    ["10 MB", { medications: "x".repeat(10 * 1024 * 1024) }],
  ])("of %s writes nothing, and the key stays free", async (what, body) => {
    const before = await rowCounts();
    const wish = {
      key: `nothing-written-${what.replaceAll(" ", "-")}`,
      externalOrderId: what.replaceAll(" ", "-"),
    };
    expect((await place({ ...wish, body })).response.status).toBeGreaterThanOrEqual(400);
    expect(await rowCounts()).toEqual(before);
    expect((await place(wish)).answer.replayed).toBe(false);
  });

  test("while a twin has not ended is told to come again, and then made once", async () => {
    const wish = { key: "a-twin-is-at-work", externalOrderId: "slow-twin" };
    const client = await runtime.database.pool.connect();
    await client.query("begin");
    await client.query(
      `insert into idempotency_keys values ('shop', $1, 'orders.place', 'f', gen_random_uuid(), now(), now())`,
      [wish.key],
    );
    const { response, answer } = await place(wish);
    expect([response.status, answer.code]).toEqual([409, "idempotency_in_progress"]);
    await client.query("rollback");
    client.release();
    expect((await place(wish)).answer).toMatchObject({ replayed: false });
  });
});

describe("R-29 a storefront that comes", () => {
  test("while every connection is taken may place an order, and is told to come again for what must wait", async () => {
    const { pool } = runtime.database;
    const taken = await Promise.all(
      Array.from({ length: runtime.env.DATABASE_POOL_MAX }, () => pool.connect()),
    );
    // Orders have connections of their own.
    const placed = await place({ key: "all-connections-taken", externalOrderId: "patient-shop" });
    expect(placed.response.status).toBe(201);
    const { response, answer } = await follow(placed.answer.orderId);
    expect([response.status, answer.code]).toEqual([503, "unavailable"]);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    for (const client of taken) client.release();
    expect((await follow(placed.answer.orderId)).response.status).toBe(200);
  });

  test("while the database takes no connection at all is told to come again, and its order is made once", async () => {
    const wish = { key: "no-connection-at-all", externalOrderId: "more-patient-shop" };
    const before = await rowCounts();
    const database = new URL(world.copy.url).pathname.slice(1);
    await withClient(testServerUrl(), async (admin) => {
      await admin.query(`alter database "${database}" allow_connections false`);
      await admin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1",
        [database],
      );
    });
    const { response, answer } = await place(wish);
    await withClient(testServerUrl(), (admin) =>
      admin.query(`alter database "${database}" allow_connections true`),
    );
    expect([response.status, answer.code]).toEqual([503, "unavailable"]);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await rowCounts()).toEqual(before);
    expect((await place(wish)).answer).toMatchObject({ replayed: false });
    expect((await place(wish)).answer).toMatchObject({ replayed: true });
  });
});

describe("following an order", () => {
  test("by its id and by its number, however it is typed, tells where it is and nobody's name", async () => {
    const { answer: placed } = await place({ key: "follow-this-order", externalOrderId: "follow" });
    const { response, answer } = await follow(placed.orderId);
    expect(response.status).toBe(200);
    expect(answer).toEqual({
      orderId: placed.orderId,
      orderNumber: placed.orderNumber,
      externalOrderId: "follow",
      status: "received",
      lineCount: 1,
      placedAt: placed.receivedAt,
      updatedAt: expect.stringMatching(/Z$/),
      sagas: [
        {
          sagaUuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
          state: "PENDING_PRESCRIPTION",
          parked: null,
          startedAt: placed.receivedAt,
          completedAt: null,
        },
      ],
      links: { self: `/api/v1/orders/${placed.orderId}` },
    });
    const typed = placed.orderNumber.toLowerCase().replaceAll("-", " ");
    expect((await follow(typed)).answer).toEqual(answer);
  });

  test("of another storefront finds nothing", async () => {
    const { answer: placed } = await place({ key: "not-theirs-to-see", externalOrderId: "ours" });
    for (const id of [placed.orderId, placed.orderNumber]) {
      const { response, answer } = await follow(id, otherKey);
      expect([response.status, answer.code]).toEqual([404, "not_found"]);
    }
  });

  test.each(["nothing", "RX-0000-0001", "00000000-0000-7000-8000-000000000000", "%", "' or 1=1"])(
    "named %j finds nothing",
    async (id) => expect((await follow(id)).response.status).toBe(404),
  );
});

describe("readiness", () => {
  test("is there once the tables are", async () => {
    const response = await answerReady(async () => runtime.database, noFailure);
    expect([response.status, await response.json()]).toEqual([200, { status: "ready" }]);
  });

  test("is not there without a database, and the reason is reported", async () => {
    const reported: unknown[] = [];
    const away = new Error("away");
    const response = await answerReady(
      () => Promise.reject(away),
      (error) => reported.push(error),
    );
    expect([response.status, (await response.json()).code]).toEqual([503, "unavailable"]);
    expect(reported).toEqual([away]);
  });
});

function noFailure(error: unknown): void {
  throw error;
}
