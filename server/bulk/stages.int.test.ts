import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CommandReceipt, CommandSubmission } from "#server/fulfillment/submissions";
import { made } from "#server/operations/testing/console-world";
import { type BulkWorld, openBulkWorld, type RunContext, setOf } from "./testing/bulk-world.ts";

let world: BulkWorld;
beforeAll(async () => {
  world = await openBulkWorld();
});
afterAll(() => world.close());

describe("a bulk retry", () => {
  test("goes in stages of 1, 5, 25 and the rest, each after the one before is known", async () => {
    const bulkId = await world.start(setOf(await world.failed("schema_invalid", 40)));
    const sizes: number[] = [];
    for (let stage = 0; stage < 4; stage += 1) {
      await world.run();
      const asked = await world.askedOf(bulkId);
      sizes.push(asked.length);
      // Looked at again before the partners answer: nothing more is asked for.
      await world.run();
      expect(await world.askedOf(bulkId)).toHaveLength(asked.length);
      for (const order of asked) await world.answer(order, made("scr_1"));
    }
    await world.run();
    await world.run();
    expect(sizes).toEqual([1, 5, 25, 9]);
    expect(await world.view(bulkId)).toMatchObject({
      state: "done",
      counts: { fixed: 40, untouched: 0 },
      headline: "All 40 orders were asked for: 40 fixed",
    });
  });

  test("asks for no more in a minute than its pace", async () => {
    const bulkId = await world.start(setOf(await world.failed("schema_invalid", 10)), {
      perMinute: 3,
    });
    await world.run();
    for (const order of await world.askedOf(bulkId)) await world.answer(order, made("scr_1"));
    await world.run();
    await world.run();
    await world.run();
    expect((await world.view(bulkId)).counts).toMatchObject({ fixed: 1, asked: 2, untouched: 7 });
    await world.as("dana").bulk.steer({ bulkId, steer: "stop" });
    for (const order of await world.askedOf(bulkId)) await world.answer(order, made("scr_1"));
    await world.run();
  });

  test("leaves an order alone that moved on after the set was fixed", async () => {
    const dana = world.as("dana");
    const { bulkId, count } = await dana.bulk.preview({
      bulkUuid: crypto.randomUUID(),
      kind: "retry",
      set: setOf(await world.failed("schema_invalid", 2)),
    });
    expect(count).toBe(2);
    const moved = await world.moveOn(bulkId, 2);
    await dana.bulk.start({ bulkId, reasonCode: "partner_outage" });
    await world.untilItRests(bulkId, () => made("scr_1"));
    const { receipts, counts } = await world.view(bulkId);
    expect(counts).toMatchObject({ refused: 1, fixed: 1 });
    expect(receipts.find(({ orderNumber }) => orderNumber === moved.orderNumber)?.text).toContain(
      "It stands now at: Inventory",
    );
  });
});

describe("a worker that is killed", () => {
  /** Hands on so many wishes, and is gone before it can write down what was answered. */
  function dyingAfter(wishes: number): RunContext["committer"] {
    let left = wishes;
    const submit = async (submission: CommandSubmission): Promise<CommandReceipt> => {
      if (left <= 0) throw new Error("killed before it asked");
      left -= 1;
      await world.runtime.committer.submit(submission);
      throw new Error("killed before it heard the answer");
    };
    return { submit };
  }

  test("is followed by one that asks for what is missing, and repeats nothing", async () => {
    const orders = await world.failed("schema_invalid", 6);
    const bulkId = await world.start(setOf(orders));
    await world.run();
    for (const order of await world.askedOf(bulkId)) await world.answer(order, made("scr_1"));
    await world.run(dyingAfter(3));
    const before = await Promise.all(orders.map(world.actionsOf));
    expect(before.filter((actions) => actions.length > 0)).toHaveLength(1 + 3);

    await world.untilItRests(bulkId, () => made("scr_1"));
    const after = await Promise.all(orders.map(world.actionsOf));
    expect(after.map((actions) => actions.length)).toEqual(orders.map(() => 1));
    expect(await world.view(bulkId)).toMatchObject({ state: "done", counts: { fixed: 6 } });
  });

  test("or thought dead, does no more than the one that has followed it", async () => {
    const orders = await world.failed("schema_invalid", 20);
    const bulkId = await world.start(setOf(orders));
    for (let round = 0; round < 12; round += 1) {
      await Promise.all([world.run(), world.run(), world.run()]);
      for (const order of await world.askedOf(bulkId)) {
        await world.answer(order, made("scr_1")).catch(() => undefined);
      }
    }
    const actions = await Promise.all(orders.map(world.actionsOf));
    expect(actions.map((own) => own.length)).toEqual(orders.map(() => 1));
  });
});
