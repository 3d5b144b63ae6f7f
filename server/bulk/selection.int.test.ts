import { afterAll, beforeAll, expect, test } from "vitest";
import { EVERYTHING } from "#server/operations/list/list-wish";
import { selectOrders } from "#server/operations/list/select-orders";
import type { ListWish } from "#server/operations/list/views";
import { made, type Placed } from "#server/operations/testing/console-world";
import { type BulkWorld, openBulkWorld, setOf } from "./testing/bulk-world.ts";

/* Orders that are chosen in the list: 200 that wait for a person and three that are done. */

let world: BulkWorld;
let waiting: Placed[];
let done: Placed[];
beforeAll(async () => {
  world = await openBulkWorld();
  waiting = await world.failed("schema_invalid", 200);
  done = await Promise.all([world.place(), world.place(), world.place()]);
  for (const order of done) {
    await world.answer(order, made("scr_1"), made("hold_1"), made("ship_1"));
  }
}, 60_000);
afterAll(() => world.close());

const uuidsOf = (orders: readonly Placed[]) => orders.map(({ sagaUuid }) => sagaUuid).sort();

test("all of a list is what its filters leave, in its order", async () => {
  const dana = world.as("dana");
  const all = await dana.orders.select({});
  expect(all.hasMore).toBe(false);
  expect(all.sagaUuids.toSorted()).toEqual(uuidsOf([...waiting, ...done]));
  const { items } = await dana.orders.list({ limit: 100 });
  expect(all.sagaUuids.slice(0, 100)).toEqual(items.map(({ sagaUuid }) => sagaUuid));

  const open = await dana.orders.select({ filter: "needs_a_person", sort: "oldest" });
  expect(open.sagaUuids.toSorted()).toEqual(uuidsOf(waiting));
});

test("a list that holds more is taken up to its bound, and says so", async () => {
  const wish: ListWish = { filter: "completed", where: EVERYTHING, sort: "newest" };
  const two = await selectOrders(world, wish, 2);
  expect(two).toMatchObject({ hasMore: true });
  expect(two.sagaUuids).toHaveLength(2);
  expect(await selectOrders(world, wish, 3)).toMatchObject({ hasMore: false });
});

test("the number is fixed before anybody starts, with how many cannot be retried and why", async () => {
  const dana = world.as("dana");
  const { sagaUuids } = await dana.orders.select({});
  const preview = await dana.bulk.preview({
    bulkUuid: crypto.randomUUID(),
    kind: "retry",
    set: { type: "orders", sagaUuids, groupId: null },
  });
  expect(preview).toMatchObject({
    count: 200,
    skipped: 3,
    groupTitle: null,
    isCut: false,
    stages: "1, then 5, then 25, then the other 169",
    skips: [{ because: "Nothing is left to retry.", count: 3 }],
    start: { allowed: true },
  });
  // One more fails like them, and is not in what was fixed.
  await world.failed("schema_invalid", 1);
  await dana.bulk.start({
    bulkId: preview.bulkId,
    reasonCode: "partner_outage",
    perMinute: 600,
  });
  await world.untilItRests(preview.bulkId, () => made("scr_1"));
  expect(await world.view(preview.bulkId)).toMatchObject({
    state: "done",
    group: null,
    total: 200,
    skipped: 3,
    counts: { fixed: 200 },
  });
}, 60_000);

test("what a role may not do is refused with the reason, however the orders were chosen", async () => {
  const orders = await world.failed("schema_invalid", 21);
  const wish = { bulkUuid: crypto.randomUUID(), kind: "undo" as const, set: setOf(orders) };
  const { bulkId, count, start } = await world.as("dana").bulk.preview(wish);
  expect(count).toBe(21);
  expect(start).toEqual({
    allowed: false,
    because: "Only an admin may undo more than 20 orders at once.",
  });
  await expect(
    world.as("dana").bulk.start({ bulkId, reasonCode: "customer_request" }),
  ).rejects.toMatchObject({ code: "FORBIDDEN" });
  const fewer = { ...wish, bulkUuid: crypto.randomUUID(), set: setOf(orders.slice(0, 20)) };
  expect((await world.as("dana").bulk.preview(fewer)).start).toEqual({ allowed: true });
});

test("more than one operation holds is not taken, and nobody selects without signing in", async () => {
  const sagaUuids = Array.from({ length: 1_001 }, () => crypto.randomUUID());
  await expect(
    world.as("dana").bulk.preview({
      bulkUuid: crypto.randomUUID(),
      kind: "retry",
      set: { type: "orders", sagaUuids, groupId: null },
    }),
  ).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(world.as(null).orders.select({})).rejects.toMatchObject({ code: "UNAUTHORIZED" });
});
