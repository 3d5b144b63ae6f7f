import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ConsoleWorld, made, openConsoleWorld } from "../testing/console-world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const person of ["dana", "luis"] as const) {
    for (const { viewId, mine } of await world.as(person).savedViews.list()) {
      if (mine) await world.as(person).savedViews.remove({ viewId });
    }
  }
});

const wish = {
  filter: "open" as const,
  sort: "time_left" as const,
  where: { statuses: ["running" as const], steps: ["shipment" as const] },
};
const newView = (over: object = {}) => ({
  viewId: randomUUID(),
  name: "At the carrier",
  shared: false,
  wish,
  hiddenColumns: ["attempt" as const],
  ...over,
});

describe("a saved view", () => {
  test("comes back as it was saved, once, to its owner alone", async () => {
    const view = newView();
    await world.as("dana").savedViews.save(view);
    await world.as("dana").savedViews.save(view);
    expect(await world.as("dana").savedViews.list()).toMatchObject([
      {
        viewId: view.viewId,
        name: "At the carrier",
        wish,
        hiddenColumns: ["attempt"],
        mine: true,
        ownerName: "Dana Kessler",
      },
    ]);
    expect(await world.as("luis").savedViews.list()).toEqual([]);
  });

  test("that is for all is seen by all and changed by its owner alone, admin or not", async () => {
    const view = newView({ shared: true });
    await world.as("dana").savedViews.save(view);
    const luis = world.as("luis").savedViews;
    expect(await luis.list()).toMatchObject([{ viewId: view.viewId, mine: false }]);
    const change = { viewId: view.viewId, name: "Mine now", shared: true };
    await expect(luis.change(change)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(luis.remove({ viewId: view.viewId })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(luis.save(view)).rejects.toMatchObject({ code: "FORBIDDEN" });

    await world.as("dana").savedViews.change({ ...change, name: "Parcels", shared: false });
    expect(await luis.list()).toEqual([]);
    await expect(luis.change(change)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await world.as("dana").savedViews.list()).toMatchObject([{ name: "Parcels" }]);
  });

  test("counts what its list holds", async () => {
    const order = await world.place();
    await world.answer(order, made("scr_1"), made("hold_1"));
    const view = newView();
    await world.as("dana").savedViews.save(view);
    const { counts } = await world.as("dana").savedViews.counts();
    const { items } = await world.as("dana").orders.list(wish);
    expect(items.map(({ orderNumber }) => orderNumber)).toEqual([order.orderNumber]);
    expect(counts).toEqual({ [view.viewId]: { count: 1, atLeast: false } });
  });

  test("holds no more than codes, and no more than fifty belong to one person", async () => {
    const dana = world.as("dana").savedViews;
    const named = newView({ wish: { ...wish, where: { code: "Ada Example" } } });
    await expect(dana.save(named)).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(dana.save(newView({ name: "  " }))).rejects.toMatchObject({ code: "BAD_REQUEST" });
    for (let count = 0; count < 50; count += 1) await dana.save(newView());
    await expect(dana.save(newView())).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  test("is for nobody who is signed out", async () => {
    const nobody = world.as(null).savedViews;
    for (const call of [
      () => nobody.list(),
      () => nobody.counts(),
      () => nobody.save(newView()),
      () => nobody.change({ viewId: randomUUID(), name: "x", shared: true }),
      () => nobody.remove({ viewId: randomUUID() }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    }
  });
});
