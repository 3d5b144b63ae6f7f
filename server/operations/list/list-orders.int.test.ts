import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeOf } from "../testing/code-of.ts";
import {
  type ConsoleWorld,
  made,
  openConsoleWorld,
  type Placed,
  undone,
} from "../testing/console-world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

describe("the list", () => {
  test("shows each order under its filters, and the counts agree with the pages", async () => {
    const waiting = await world.place();
    const completed = await world.complete();
    const stopped = await world.place();
    await world.answer(stopped, {
      type: "misconfigured",
      scope: "request",
      code: "invalid_request",
    });
    const undoing = await world.place();
    await world.answer(undoing, made("scr_1"), { type: "rejected", code: "insufficient_stock" });
    const cancelled = await world.place();
    await world.answer(cancelled, { type: "rejected", code: "rx_expired" }, undone);
    const untold = await world.complete();
    await world.notify(untold, { type: "undeliverable", code: "invalid_email" });
    const voided = await world.complete();
    await world.notify(voided, { type: "undeliverable", code: "invalid_email" });
    await world.as("dana").orders.undo(await world.actionOn(voided));
    await world.answer(voided, undone, undone, undone, undone);

    const holding: Record<string, Placed[]> = {
      all: [waiting, completed, stopped, undoing, cancelled, untold, voided],
      open: [waiting, stopped, undoing],
      outcome_unknown: [],
      needs_a_person: [stopped, untold],
      in_progress: [waiting],
      undoing: [undoing],
      completed: [completed, untold],
      cancelled: [cancelled, voided],
    };
    const dana = world.as("dana");
    const { counts } = await dana.orders.counts();
    for (const filter of [
      "all",
      "open",
      "outcome_unknown",
      "needs_a_person",
      "in_progress",
      "undoing",
      "completed",
      "cancelled",
    ] as const) {
      const { items } = await dana.orders.list({ filter, limit: 100 });
      expect(items.map((item) => item.orderNumber)).toEqual(
        holding[filter]?.map((order) => order.orderNumber).toReversed(),
      );
      expect(counts[filter]).toEqual({ count: items.length, atLeast: false });
    }
    const { items } = await dana.orders.list({});
    expect(items.map((item) => item.status.status)).toEqual([
      "cancelled",
      "customer_not_told",
      "cancelled",
      "undoing",
      "needs_a_person",
      "completed",
      "running",
    ]);
    expect(items[0]?.customer).toBe("T**** P****");
  });

  test("pages meet without a gap or a row twice, also when new orders come in between", async () => {
    for (let i = 0; i < 5; i += 1) await world.place();
    const dana = world.as("dana");
    const whole = await dana.orders.list({ filter: "in_progress", limit: 100 });
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await dana.orders.list({ filter: "in_progress", cursor, limit: 2 });
      paged.push(...page.items.map((item) => item.orderNumber));
      cursor = page.nextCursor;
      await world.place();
    } while (cursor !== null);
    expect(paged).toEqual(whole.items.map((item) => item.orderNumber));
  });

  test("refuses a cursor of another list", async () => {
    const dana = world.as("dana");
    const { nextCursor } = await dana.orders.list({ filter: "in_progress", limit: 1 });
    expect(await codeOf(dana.orders.list({ filter: "completed", cursor: nextCursor }))).toBe(
      "BAD_REQUEST",
    );
  });
});
