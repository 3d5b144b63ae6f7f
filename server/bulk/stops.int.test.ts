import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { made } from "#server/operations/testing/console-world";
import { hasBulks } from "./run-bulks.ts";
import { type BulkWorld, openBulkWorld, REFUSED, refusedFor, setOf } from "./testing/bulk-world.ts";

let world: BulkWorld;
beforeAll(async () => {
  world = await openBulkWorld();
});
afterAll(() => world.close());

describe("a bulk retry", () => {
  test("of 200 orders stops itself when the same error comes again, and leaves the rest untouched", async () => {
    const orders = await world.failed("schema_invalid", 200);
    const bulkId = await world.start(setOf(orders));
    await world.untilItRests(bulkId, () => REFUSED);
    const stopped = await world.view(bulkId);
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
    const touched = await Promise.all(orders.map(world.actionsOf));
    expect(touched.filter((actions) => actions.length > 0)).toHaveLength(6);
    // It stays so, whoever looks.
    await world.run();
    expect((await world.view(bulkId)).counts.untouched).toBe(194);
  });

  test("stops at the first with a limit of none, and bears as many as it was told", async () => {
    const strict = await world.start(setOf(await world.failed("schema_invalid", 10)), {
      sameErrorLimit: 0,
    });
    await world.untilItRests(strict, () => REFUSED);
    expect((await world.view(strict)).counts).toMatchObject({ same_error: 1, untouched: 9 });

    const orders = await world.failed("schema_invalid", 10);
    const patient = await world.start(setOf(orders), { sameErrorLimit: 5 });
    const bad = new Set(orders.slice(1, 6));
    await world.untilItRests(patient, (order) => (bad.has(order) ? REFUSED : made("scr_1")));
    expect(await world.view(patient)).toMatchObject({
      state: "done",
      counts: { same_error: 5, fixed: 5 },
    });
  });

  test("stops itself when too many new errors come", async () => {
    const bulkId = await world.start(setOf(await world.failed("schema_invalid", 20)));
    await world.untilItRests(bulkId, () => refusedFor("reference_conflict"));
    expect(await world.view(bulkId)).toMatchObject({
      state: "stopped_itself",
      counts: { new_error: 6, untouched: 14 },
    });
  });
});

describe("a stage in which every order is refused", () => {
  test("has tried nothing, so the operation pauses before the next one and says why", async () => {
    const dana = world.as("dana");
    const { bulkId } = await dana.bulk.preview({
      bulkUuid: crypto.randomUUID(),
      kind: "retry",
      set: setOf(await world.failed("schema_invalid", 10)),
    });
    await world.moveOn(bulkId, 1);
    await dana.bulk.start({ bulkId, reasonCode: "partner_outage", perMinute: 600 });
    await world.untilItRests(bulkId, () => made("scr_1"));
    const paused = await world.view(bulkId);
    expect(paused).toMatchObject({
      state: "paused",
      counts: { refused: 1, asked: 0, untouched: 9 },
      headline: "The only order of the stage was refused, so it paused itself",
      actions: { goOn: { allowed: true } },
    });
    expect(paused.rest).toMatch(
      /^The answer: “.*It stands now at: Inventory.*” The stage has tried nothing\. Nothing more is asked for until somebody goes on\. The other 9 orders were not touched/,
    );
    expect(paused.stages.map(({ state }) => state)).toEqual(["done", "paused_here", "not_started"]);

    // Once a person has said so, the next stage is the one that tries.
    await world.as("luis").bulk.steer({ bulkId, steer: "go_on" });
    await world.untilItRests(bulkId, () => made("scr_1"));
    expect(await world.view(bulkId)).toMatchObject({
      state: "done",
      counts: { refused: 1, fixed: 9 },
    });
  });

  test("is told from one in which some were tried, and the last has none to pause before", async () => {
    const dana = world.as("dana");
    const { bulkId } = await dana.bulk.preview({
      bulkUuid: crypto.randomUUID(),
      kind: "retry",
      set: setOf(await world.failed("schema_invalid", 33)),
    });
    for (const place of [2, 3, 4, 5, 6, 8, 32, 33]) await world.moveOn(bulkId, place);
    await dana.bulk.start({ bulkId, reasonCode: "partner_outage", perMinute: 600 });
    await world.untilItRests(bulkId, () => made("scr_1"));
    expect(await world.view(bulkId)).toMatchObject({
      state: "paused",
      counts: { fixed: 1, refused: 5, untouched: 27 },
      headline: "All 5 orders of the stage were refused, so it paused itself",
    });
    await dana.bulk.steer({ bulkId, steer: "go_on" });
    await world.untilItRests(bulkId, () => made("scr_1"));
    expect(await world.view(bulkId)).toMatchObject({
      state: "done",
      counts: { fixed: 25, refused: 8 },
    });
  });
});

describe("a person", () => {
  test("pauses it, lets it go on, and stops it with the rest untouched", async () => {
    const bulkId = await world.start(setOf(await world.failed("schema_invalid", 40)));
    const dana = world.as("dana");
    await world.run();
    expect(await dana.bulk.steer({ bulkId, steer: "pause" })).toEqual({ type: "changed" });
    for (const order of await world.askedOf(bulkId)) await world.answer(order, made("scr_1"));
    await world.run();
    // What was asked for is judged, and nothing more is asked for.
    expect(await world.view(bulkId)).toMatchObject({
      state: "paused",
      counts: { fixed: 1, untouched: 39 },
      headline: "Dana Kessler paused it",
    });
    await world.as("luis").bulk.steer({ bulkId, steer: "go_on" });
    await world.run();
    expect((await world.view(bulkId)).counts).toMatchObject({ asked: 5 });
    await dana.bulk.steer({ bulkId, steer: "stop" });
    for (const order of await world.askedOf(bulkId)) await world.answer(order, made("scr_1"));
    await world.run();
    expect(await world.view(bulkId)).toMatchObject({
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
    const bulkId = await world.start(setOf(await world.failed("schema_invalid", 12)), {
      sameErrorLimit: 0,
    });
    await world.untilItRests(bulkId, () => REFUSED);
    const rest = await world.start({ type: "rest", bulkId });
    await world.run();
    expect(await world.view(rest)).toMatchObject({
      total: 11,
      counts: { asked: 1, untouched: 10 },
    });
    await world.as("dana").bulk.steer({ bulkId: rest, steer: "stop" });
  });
});
