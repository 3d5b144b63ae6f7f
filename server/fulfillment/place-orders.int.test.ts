import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newOrderNumber } from "#server/ids";
import { loadOrders } from "./load-orders.ts";
import { checkWorld } from "./testing/check-world.ts";
import { openCutProxy } from "./testing/cut-proxy.ts";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";
import { newLine, newOrder, placing } from "./testing/new-order.ts";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

async function count(table: "orders" | "idempotency_keys" | "event_store"): Promise<number> {
  const { rows } = await world.pool.query<{ n: number }>(`select count(*)::int n from ${table}`);
  return rows[0]?.n ?? -1;
}

/** The same order sent again by a client that does not know what became of it: fresh ids, same content. */
const again = (externalOrderId: string) => newOrder({ externalOrderId });

test("fifty places of one order under one key, over two processes, make one order and one answer", async () => {
  const other = world.openCommitter();
  const receipts = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      (i % 2 === 0 ? world.committer : other).submit(
        placing(again("shop-1"), { key: "key-1", fingerprint: "body-1" }),
      ),
    ),
  );
  const placed = receipts.filter(({ type }) => type === "placed");
  expect(placed).toHaveLength(1);
  expect(receipts.filter(({ type }) => type === "replayed")).toHaveLength(49);
  const answers = receipts.map(({ type: _type, ...answer }) => JSON.stringify(answer));
  expect(new Set(answers).size).toBe(1);
  expect(await count("orders")).toBe(1);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagas: 1, sagaJobs: 1 });
});

test("a new order is written before anything is heard of its key: it stands although no answer ever comes", async () => {
  const proxy = await openCutProxy(world.database.url);
  const committer = world.openCommitter({ databaseUrl: proxy.url });
  // Opens the connection, and brings the clock.
  await committer.submit(placing(newOrder()));
  const deaf = proxy.spring({ on: /begin/, skip: 0, by: "mute" });
  const order = newOrder();
  committer.submit(placing(order)).catch(() => undefined);
  await deaf;
  await expect.poll(() => count("orders")).toBe(2);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagas: 2, sagaJobs: 2 });
  await proxy.cut();
});

test("one that was placed before among a few that are new is answered as it was, and they are placed", async () => {
  const first = placing(again("shop-1"), { key: "key-1", fingerprint: "body-1" });
  const placed = await world.committer.submit(first);
  const receipts = await Promise.all(
    [
      placing(newOrder()),
      placing(again("shop-1"), { key: "key-1", fingerprint: "body-1" }),
      placing(again("shop-1"), { key: "key-2" }),
      placing(newOrder()),
    ].map((each) => world.committer.submit(each)),
  );
  expect(receipts).toMatchObject([
    { type: "placed" },
    { ...placed, type: "replayed" },
    { type: "external_order_id_exists" },
    { type: "placed" },
  ]);
  expect([await count("orders"), await count("idempotency_keys")]).toEqual([3, 3]);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagas: 3, sagaJobs: 3 });
});

test("a key that comes back with another body is refused and writes nothing", async () => {
  await world.committer.submit(placing(again("shop-1"), { key: "key-1", fingerprint: "body-1" }));
  const events = await count("event_store");
  const receipt = await world.committer.submit(
    placing(again("shop-2"), { key: "key-1", fingerprint: "body-2" }),
  );
  expect(receipt).toEqual({ type: "key_reused" });
  expect([await count("orders"), await count("event_store")]).toEqual([1, events]);
});

test("the same key of another client is another key", async () => {
  await world.committer.submit(placing(again("shop-1"), { key: "key-1" }));
  const theirs = newOrder({ clientId: "storefront-2", externalOrderId: "shop-1" });
  const receipt = await world.committer.submit(placing(theirs, { key: "key-1" }));
  expect(receipt.type).toBe("placed");
});

describe("an external order id that exists", () => {
  test("is refused with the order that has it, and the new key stays free", async () => {
    const first = await world.place({ externalOrderId: "shop-1" });
    const receipt = await world.committer.submit(placing(again("shop-1"), { key: "key-2" }));
    expect(receipt).toEqual({ type: "external_order_id_exists", orderUuid: first.orderUuid });
    const other = await world.committer.submit(placing(again("shop-2"), { key: "key-2" }));
    expect(other.type).toBe("placed");
  });

  test("is refused to all but one of those that come together, within a commit and across processes", async () => {
    const other = world.openCommitter();
    const receipts = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 === 0 ? world.committer : other).submit(
          placing(again("shop-1"), { key: `key-${i}` }),
        ),
      ),
    );
    const placed = receipts.find(({ type }) => type === "placed");
    expect(receipts.filter(({ type }) => type === "external_order_id_exists")).toHaveLength(19);
    expect(new Set(receipts.map((r) => "orderUuid" in r && r.orderUuid)).size).toBe(1);
    expect(placed).toBeDefined();
    expect([await count("orders"), await count("idempotency_keys")]).toEqual([1, 1]);
  });

  test("leaves the key of the order that has it alone", async () => {
    const first = await world.place({ externalOrderId: "shop-1" });
    await world.committer.submit(placing(again("shop-1"), { key: "key-2" }));
    const replay = await world.committer.submit(
      placing(again("shop-1"), { key: `key-${first.orderUuid}` }),
    );
    expect(replay).toMatchObject({ type: "replayed", orderUuid: first.orderUuid });
  });
});

test("an order number that is taken by chance is told, and the same key may try another", async () => {
  const { orderNumber } = await world.place();
  const unlucky = newOrder({ orderNumber });
  expect(await world.committer.submit(placing(unlucky))).toEqual({ type: "number_taken" });
  const lucky = { ...unlucky, orderNumber: newOrderNumber() };
  expect(await world.committer.submit(placing(lucky))).toMatchObject({
    type: "placed",
    orderNumber: lucky.orderNumber,
  });
});

test("one order that cannot be written is refused alone; its 99 neighbours are placed", async () => {
  const orders = Array.from({ length: 100 }, (_, i) =>
    newOrder(i === 41 ? { lines: [newLine({ daysSupply: 9_999 })] } : {}),
  );
  const results = await Promise.allSettled(
    orders.map((order) => world.committer.submit(placing(order))),
  );
  const failed = results.flatMap(({ status }, i) => (status === "rejected" ? [i] : []));
  expect(failed).toEqual([41]);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagas: 99, sagaJobs: 99 });
  // Nothing of it stays behind: mended, it may come again under its key.
  const mended = { ...orders[41], lines: [newLine()] };
  expect(await world.committer.submit(placing(newOrder(mended)))).toMatchObject({ type: "placed" });
});

test("what was stored is what a partner request is made of, each value in its place", async () => {
  const base = newOrder();
  const shipTo = {
    ...base.shipTo,
    line2: "Unit 7",
    residential: false,
    instructions: "Ring twice",
  };
  const patient = {
    ...base.patient,
    sex: "other",
    phone: "+12175550123",
    locale: "es-US",
  } as const;
  const order = await world.place({
    shippingService: "expedited",
    shipTo,
    patient,
    lines: [
      newLine({ lineId: "b", quantity: 2.5, unit: "ML", daysSupply: 14, refills: 3 }),
      newLine({
        lineId: "a",
        ndcCanonical: "061023011090",
        ndcDisplay: "61023-0110-90",
        substitutionAllowed: false,
        prescriberNpi: null,
        prescriberName: null,
        prescriptionKind: "on_file",
        rxNumber: "RX-9",
        writtenOn: null,
        expiresOn: "2027-01-15",
      }),
    ],
  });
  const { externalPatientId, givenNames, familyName, birthDate, sex, email, phone, locale } =
    patient;
  const stored = (await loadOrders(world.pool, [order.orderUuid])).get(order.orderUuid);
  expect(stored).toEqual({
    orderUuid: order.orderUuid,
    orderNumber: order.orderNumber,
    patient: { externalPatientId, givenNames, familyName, birthDate, sex, email, phone, locale },
    shipTo,
    shipping: { service: "expedited" },
    lines: [
      {
        lineId: "b",
        ndc: "61023-0101-30",
        quantity: 2.5,
        unit: "ML",
        daysSupply: 14,
        refills: 3,
        directions: "Take one tablet daily",
        substitutionAllowed: true,
        prescriber: { npi: "1234567893", name: "Dr Example" },
        prescription: { kind: "new", rxNumber: null, writtenOn: "2026-01-15", expiresOn: null },
      },
      {
        lineId: "a",
        ndc: "61023-0110-90",
        quantity: 30,
        unit: "EA",
        daysSupply: 30,
        refills: 0,
        directions: "Take one tablet daily",
        substitutionAllowed: false,
        prescriber: null,
        prescription: {
          kind: "on_file",
          rxNumber: "RX-9",
          writtenOn: null,
          expiresOn: "2027-01-15",
        },
      },
    ],
  });
});
