import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readBulkOrders } from "#db/queries/bulk";
import { readOperatorActions } from "#db/queries/operations";
import { countFailures } from "#server/failures/count-failures";
import type { CommandReceipt, CommandSubmission } from "#server/fulfillment/submissions";
import type { BulkSet } from "#server/operations/bulk/freeze-bulk";
import type { BulkKind } from "#server/operations/bulk/views";
import {
  type ConsoleWorld,
  made,
  openConsoleWorld,
  type Placed,
} from "#server/operations/testing/console-world";
import { DEFAULT_POLICY } from "#server/saga/policy";
import type { Reply } from "#server/saga/types";
import { createRunBulks, hasBulks } from "./run-bulks.ts";

let world: ConsoleWorld;
const placed = new Map<string, Placed>();
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

/** Parks the order, so that nothing but a person moves it, however slow the machine is. */
const refusedFor = (code: string): Reply => ({ type: "misconfigured", scope: "request", code });
const REFUSED = refusedFor("schema_invalid");
const runBulks = createRunBulks(DEFAULT_POLICY);

/** One look of a worker. */
const run = (committer: Context["committer"] = world.runtime.committer) =>
  runBulks({ pool: world.runtime.database.pool, committer, log: world.runtime.log });
type Context = Parameters<typeof runBulks>[0];

async function failed(code: string, count: number): Promise<Placed[]> {
  const orders = await Promise.all(Array.from({ length: count }, () => world.place()));
  await Promise.all(orders.map((order) => world.answer(order, refusedFor(code))));
  for (const order of orders) placed.set(order.sagaUuid, order);
  return orders;
}

const setOf = (orders: readonly Placed[]): BulkSet => ({
  type: "orders",
  sagaUuids: orders.map(({ sagaUuid }) => sagaUuid),
  groupId: null,
});

async function start(
  set: BulkSet,
  {
    kind = "retry",
    person = "dana",
    ...how
  }: {
    kind?: BulkKind;
    person?: "dana" | "luis";
    sameErrorLimit?: number;
    perMinute?: number;
  } = {},
): Promise<number> {
  const caller = world.as(person);
  const { bulkId } = await caller.bulk.preview({ bulkUuid: crypto.randomUUID(), kind, set });
  const started = await caller.bulk.start({
    bulkId,
    reasonCode: "partner_outage",
    perMinute: 600,
    ...how,
  });
  expect(started).toEqual({ type: "changed" });
  return bulkId;
}

const view = (id: number) => world.as("dana").bulk.get({ id });

async function askedOf(bulkId: number): Promise<Placed[]> {
  const orders = await readBulkOrders(world.db, bulkId);
  return orders.flatMap(({ state, sagaUuid }) => {
    const order = placed.get(sagaUuid);
    return state === "asked" && order ? [order] : [];
  });
}

/** A worker looks, and the partners answer what was asked, until the operation rests. */
async function untilItRests(bulkId: number, answer: (order: Placed) => Reply): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    await run();
    if ((await view(bulkId)).state !== "running") return;
    for (const order of await askedOf(bulkId)) await world.answer(order, answer(order));
  }
  throw new Error("It never came to rest");
}

const actionsOf = ({ sagaUuid }: Placed) => readOperatorActions(world.db, sagaUuid, 10);

describe("a bulk retry", () => {
  test("goes in stages of 1, 5, 25 and the rest, each after the one before is known", async () => {
    const bulkId = await start(setOf(await failed("schema_invalid", 40)));
    const sizes: number[] = [];
    for (let stage = 0; stage < 4; stage += 1) {
      await run();
      const asked = await askedOf(bulkId);
      sizes.push(asked.length);
      // Looked at again before the partners answer: nothing more is asked for.
      await run();
      expect(await askedOf(bulkId)).toHaveLength(asked.length);
      for (const order of asked) await world.answer(order, made("scr_1"));
    }
    await run();
    await run();
    expect(sizes).toEqual([1, 5, 25, 9]);
    expect(await view(bulkId)).toMatchObject({
      state: "done",
      counts: { fixed: 40, untouched: 0 },
      headline: "All 40 orders were asked for: 40 fixed",
    });
  });

  test("of 200 orders stops itself when the same error comes again, and leaves the rest untouched", async () => {
    const orders = await failed("schema_invalid", 200);
    const bulkId = await start(setOf(orders));
    await untilItRests(bulkId, () => REFUSED);
    const stopped = await view(bulkId);
    expect(stopped).toMatchObject({
      state: "stopped_itself",
      counts: { same_error: 6, untouched: 194 },
      headline: "6 of 6 orders got the same error again, so it stopped itself",
      rest: "The limit was 1. The other 194 orders were not touched and have used no attempt.",
    });
    expect(stopped.stages.map(({ state }) => state)).toEqual([
      "done",
      "stopped_here",
      "not_started",
      "not_started",
    ]);
    const touched = await Promise.all(orders.map(actionsOf));
    expect(touched.filter((actions) => actions.length > 0)).toHaveLength(6);
    // It stays so, whoever looks.
    await run();
    expect((await view(bulkId)).counts.untouched).toBe(194);
  });

  test("stops at the first with a limit of none, and bears as many as it was told", async () => {
    const strict = await start(setOf(await failed("schema_invalid", 10)), { sameErrorLimit: 0 });
    await untilItRests(strict, () => REFUSED);
    expect((await view(strict)).counts).toMatchObject({ same_error: 1, untouched: 9 });

    const orders = await failed("schema_invalid", 10);
    const patient = await start(setOf(orders), { sameErrorLimit: 5 });
    const bad = new Set(orders.slice(1, 6));
    await untilItRests(patient, (order) => (bad.has(order) ? REFUSED : made("scr_1")));
    expect(await view(patient)).toMatchObject({
      state: "done",
      counts: { same_error: 5, fixed: 5 },
    });
  });

  test("stops itself when too many new errors come", async () => {
    const bulkId = await start(setOf(await failed("schema_invalid", 20)));
    await untilItRests(bulkId, () => refusedFor("reference_conflict"));
    expect(await view(bulkId)).toMatchObject({
      state: "stopped_itself",
      counts: { new_error: 6, untouched: 14 },
    });
  });

  test("asks for no more in a minute than its pace", async () => {
    const bulkId = await start(setOf(await failed("schema_invalid", 10)), { perMinute: 3 });
    await run();
    for (const order of await askedOf(bulkId)) await world.answer(order, made("scr_1"));
    await run();
    await run();
    await run();
    expect((await view(bulkId)).counts).toMatchObject({ fixed: 1, asked: 2, untouched: 7 });
    await world.as("dana").bulk.steer({ bulkId, steer: "stop" });
    for (const order of await askedOf(bulkId)) await world.answer(order, made("scr_1"));
    await run();
  });

  test("leaves an order alone that moved on after the set was fixed", async () => {
    const [moved, still] = await failed("schema_invalid", 2);
    if (!moved || !still) throw new Error("Bug: two orders were placed");
    const dana = world.as("dana");
    const set = setOf([moved, still]);
    const { bulkId, count } = await dana.bulk.preview({
      bulkUuid: crypto.randomUUID(),
      kind: "retry",
      set,
    });
    expect(count).toBe(2);
    const { revision } = await world.sagaOf(moved);
    const own = { sagaUuid: moved.sagaUuid, actionId: crypto.randomUUID(), revision };
    await world.as("luis").orders.retry({ ...own, reasonCode: "partner_outage" });
    await world.answer(moved, made("scr_1"));
    await dana.bulk.start({ bulkId, reasonCode: "partner_outage" });
    await untilItRests(bulkId, () => made("scr_1"));
    const { receipts, counts } = await view(bulkId);
    expect(counts).toMatchObject({ refused: 1, fixed: 1 });
    expect(receipts.find(({ orderNumber }) => orderNumber === moved.orderNumber)?.text).toContain(
      "It stands now at: Inventory",
    );
  });
});

describe("a worker that is killed", () => {
  /** Hands on so many wishes, and is gone before it can write down what was answered. */
  function dyingAfter(wishes: number): Context["committer"] {
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
    const orders = await failed("schema_invalid", 6);
    const bulkId = await start(setOf(orders));
    await run();
    for (const order of await askedOf(bulkId)) await world.answer(order, made("scr_1"));
    await run(dyingAfter(3));
    const before = await Promise.all(orders.map(actionsOf));
    expect(before.filter((actions) => actions.length > 0)).toHaveLength(1 + 3);

    await untilItRests(bulkId, () => made("scr_1"));
    const after = await Promise.all(orders.map(actionsOf));
    expect(after.map((actions) => actions.length)).toEqual(orders.map(() => 1));
    expect(await view(bulkId)).toMatchObject({ state: "done", counts: { fixed: 6 } });
  });

  test("or thought dead, does no more than the one that has followed it", async () => {
    const orders = await failed("schema_invalid", 20);
    const bulkId = await start(setOf(orders));
    for (let round = 0; round < 12; round += 1) {
      await Promise.all([run(), run(), run()]);
      for (const order of await askedOf(bulkId)) {
        await world.answer(order, made("scr_1")).catch(() => undefined);
      }
    }
    const actions = await Promise.all(orders.map(actionsOf));
    expect(actions.map((own) => own.length)).toEqual(orders.map(() => 1));
  });
});

describe("a person", () => {
  test("pauses it, lets it go on, and stops it with the rest untouched", async () => {
    const bulkId = await start(setOf(await failed("schema_invalid", 40)));
    const dana = world.as("dana");
    await run();
    expect(await dana.bulk.steer({ bulkId, steer: "pause" })).toEqual({ type: "changed" });
    for (const order of await askedOf(bulkId)) await world.answer(order, made("scr_1"));
    await run();
    // What was asked for is judged, and nothing more is asked for.
    expect(await view(bulkId)).toMatchObject({
      state: "paused",
      counts: { fixed: 1, untouched: 39 },
      headline: "Dana Kessler paused it",
    });
    await world.as("luis").bulk.steer({ bulkId, steer: "go_on" });
    await run();
    expect((await view(bulkId)).counts).toMatchObject({ asked: 5 });
    await dana.bulk.steer({ bulkId, steer: "stop" });
    for (const order of await askedOf(bulkId)) await world.answer(order, made("scr_1"));
    await run();
    expect(await view(bulkId)).toMatchObject({
      state: "stopped",
      counts: { fixed: 6, untouched: 34 },
    });
    expect(await dana.bulk.steer({ bulkId, steer: "go_on" })).toEqual({
      type: "moved_on",
      because: "Somebody stopped it first.",
    });
    expect(await hasBulks(world.runtime.database)).toBe(false);
  });

  test("begins a new operation on what was left, from one order on", async () => {
    const bulkId = await start(setOf(await failed("schema_invalid", 12)), { sameErrorLimit: 0 });
    await untilItRests(bulkId, () => REFUSED);
    const rest = await start({ type: "rest", bulkId });
    await run();
    expect(await view(rest)).toMatchObject({ total: 11, counts: { asked: 1, untouched: 10 } });
    await world.as("dana").bulk.steer({ bulkId: rest, steer: "stop" });
  });

  test("sees what would be done and what is skipped, before anything is asked for", async () => {
    const [order] = await failed("schema_invalid", 1);
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
    await run();
    expect(await actionsOf(order)).toEqual([]);
  });

  test("gets the same operation again for the same press", async () => {
    const orders = await failed("schema_invalid", 3);
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
    const orders = await failed("invalid_request", 7);
    await countFailures(world.runtime.database);
    const dana = world.as("dana");
    const { groups } = await dana.failures.list();
    const group = groups.find(({ code }) => code === "invalid_request");
    const bulkId = await start({ type: "group", id: group?.id ?? 0 });
    expect(await view(bulkId)).toMatchObject({ total: 7, group: { id: group?.id } });
    expect((await dana.failures.get({ id: group?.id ?? 0 })).bulkId).toBe(bulkId);
    await untilItRests(bulkId, () => made("scr_1"));
    const after = await dana.failures.get({ id: group?.id ?? 0 });
    expect(after).toMatchObject({ open: { count: 0 }, orders: 7 });
    expect(orders).toHaveLength(7);
  });
});

describe("a bulk undo", () => {
  test("of more than 20 orders is for admins", async () => {
    const orders = await failed("schema_invalid", 21);
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
    const bulkId = await start(wish.set, { kind: "undo", person: "luis" });
    await world.as("luis").bulk.steer({ bulkId, steer: "pause" });
    await expect(dana.bulk.steer({ bulkId, steer: "go_on" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await world.as("luis").bulk.steer({ bulkId, steer: "stop" });
  });

  test("cancels each order, and is done when all of them are", async () => {
    const orders = await failed("schema_invalid", 2);
    const bulkId = await start(setOf(orders), { kind: "undo" });
    for (let round = 0; round < 20 && (await view(bulkId)).state === "running"; round += 1) {
      await run();
      for (const order of await askedOf(bulkId)) {
        await world.answer(order, { type: "succeeded", reference: null });
      }
    }
    expect(await view(bulkId)).toMatchObject({
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
    set: setOf(await failed("schema_invalid", 1)),
  });
  await expect(
    world.as("luis").bulk.start({ bulkId, reasonCode: "partner_outage" }),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
});
