import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countFailures } from "#server/failures/count-failures";
import { made } from "#server/operations/testing/console-world";
import { type BulkWorld, openBulkWorld, setOf } from "./testing/bulk-world.ts";

let world: BulkWorld;
beforeAll(async () => {
  world = await openBulkWorld();
});
afterAll(() => world.close());

describe("a person", () => {
  test("sees what would be done and what is skipped, before anything is asked for", async () => {
    const [order] = await world.failed("schema_invalid", 1);
    const complete = await world.place();
    await world.answer(complete, made("scr_1"), made("hold_1"), made("ship_1"));
    if (!order) throw new Error("Bug: an order was placed");
    const preview = await world.as("dana").bulk.preview({
      bulkUuid: crypto.randomUUID(),
      kind: "retry",
      set: setOf([order, complete]),
    });
    expect(preview).toMatchObject({
      count: 1,
      skipped: 1,
      sample: [
        {
          orderNumber: order.orderNumber,
          customer: "T**** P****",
          text: "ScriptLine is asked to make the prescription",
        },
      ],
      skips: [
        { because: "Nothing is left to retry.", count: 1, orderNumbers: [complete.orderNumber] },
      ],
    });
    await world.run();
    expect(await world.actionsOf(order)).toEqual([]);
  });

  test("gets the same operation again for the same press", async () => {
    const orders = await world.failed("schema_invalid", 3);
    const bulkUuid = crypto.randomUUID();
    const dana = world.as("dana");
    const wish = { bulkUuid, kind: "retry" as const, set: setOf(orders) };
    const first = await dana.bulk.preview(wish);
    expect((await dana.bulk.preview(wish)).bulkId).toBe(first.bulkId);
    const begin = { bulkId: first.bulkId, reasonCode: "partner_outage" as const };
    expect(await dana.bulk.start(begin)).toEqual({ type: "changed" });
    expect(await dana.bulk.start(begin)).toEqual({ type: "changed" });
    await dana.bulk.steer({ bulkId: first.bulkId, steer: "stop" });
  });

  test("takes all open orders of a group, under its name", async () => {
    const orders = await world.failed("invalid_request", 7);
    await countFailures(world.runtime.database);
    const dana = world.as("dana");
    const { groups } = await dana.failures.list();
    const group = groups.find(({ code }) => code === "invalid_request");
    const bulkId = await world.start({ type: "group", id: group?.id ?? 0 });
    expect(await world.view(bulkId)).toMatchObject({ total: 7, group: { id: group?.id } });
    expect((await dana.failures.get({ id: group?.id ?? 0 })).bulkId).toBe(bulkId);
    await world.untilItRests(bulkId, () => made("scr_1"));
    const after = await dana.failures.get({ id: group?.id ?? 0 });
    expect(after).toMatchObject({ open: { count: 0 }, orders: 7 });
    expect(orders).toHaveLength(7);
  });
});

describe("a bulk undo", () => {
  test("of more than 20 orders is for admins", async () => {
    const orders = await world.failed("schema_invalid", 21);
    const wish = { kind: "undo" as const, set: setOf(orders) };
    const dana = world.as("dana");
    const preview = await dana.bulk.preview({ bulkUuid: crypto.randomUUID(), ...wish });
    expect(preview.start).toEqual({
      allowed: false,
      because: "Only an admin may undo more than 20 orders at once.",
    });
    await expect(
      dana.bulk.start({ bulkId: preview.bulkId, reasonCode: "customer_request" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    const bulkId = await world.start(wish.set, { kind: "undo", person: "luis" });
    await world.as("luis").bulk.steer({ bulkId, steer: "pause" });
    await expect(dana.bulk.steer({ bulkId, steer: "go_on" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await world.as("luis").bulk.steer({ bulkId, steer: "stop" });
  });

  test("cancels each order, and is done when all of them are", async () => {
    const orders = await world.failed("schema_invalid", 2);
    const bulkId = await world.start(setOf(orders), { kind: "undo" });
    for (let round = 0; round < 20 && (await world.view(bulkId)).state === "running"; round += 1) {
      await world.run();
      for (const order of await world.askedOf(bulkId)) {
        await world.answer(order, { type: "succeeded", reference: null });
      }
    }
    expect(await world.view(bulkId)).toMatchObject({
      state: "done",
      headline: "All 2 orders were asked for: 2 undone",
    });
    for (const order of orders) expect((await world.sagaOf(order)).position).toBe("CANCELLED");
  });
});

test("what one person has looked at is not another's to start", async () => {
  const { bulkId } = await world.as("dana").bulk.preview({
    bulkUuid: crypto.randomUUID(),
    kind: "retry",
    set: setOf(await world.failed("schema_invalid", 1)),
  });
  await expect(
    world.as("luis").bulk.start({ bulkId, reasonCode: "partner_outage" }),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
});
