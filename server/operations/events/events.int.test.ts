import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ConsoleWorld,
  made,
  openConsoleWorld,
  type Placed,
} from "../testing/console-world.ts";
import type { EventPage } from "./views.ts";

let world: ConsoleWorld;
const placed: Placed[] = [];
beforeAll(async () => {
  world = await openConsoleWorld();
  for (let i = 0; i < 3; i += 1) placed.push(await world.place());
  for (const order of placed) await world.answer(order, made("scr_1"));
});
afterAll(() => world.close());

const dana = () => world.as("dana");

function orderAt(index: number): Placed {
  const order = placed[index];
  if (!order) throw new Error("Bug: nothing was placed");
  return order;
}

async function all(question: Parameters<ReturnType<typeof dana>["events"]["list"]>[0] = {}) {
  const pages: EventPage[] = [];
  let cursor: string | null = null;
  do {
    const page: EventPage = await dana().events.list({ ...question, cursor });
    pages.push(page);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return pages;
}

const idsOf = (pages: EventPage[]) => pages.flatMap(({ items }) => items.map(({ id }) => id));

async function stored(where = sql`true`): Promise<number[]> {
  const { rows } = await world.db.execute(
    sql`select id::int from event_store where ${where} order by id desc`,
  );
  return rows.map((row) => Number(row.id));
}

describe("the list of all events", () => {
  test("is the whole store, newest first, whatever the size of its pages", async () => {
    const whole = await stored();
    expect(idsOf(await all({ limit: 100 }))).toEqual(whole);
    const pages = await all({ limit: 7 });
    expect(idsOf(pages)).toEqual(whole);
    expect(pages.slice(0, -1).every(({ items }) => items.length === 7)).toBe(true);
    expect(pages.every(({ searched }) => searched === null)).toBe(true);
  });

  test("names the order of an event of either stream, and who wrote it", async () => {
    const { items } = await dana().events.list({ orderNumber: orderAt(0).orderNumber });
    expect(new Set(items.map(({ orderNumber }) => orderNumber))).toEqual(
      new Set([orderAt(0).orderNumber]),
    );
    expect(items.map(({ stream }) => stream)).toContain("order");
    const created = items.find(({ type }) => type === "OrderCreated");
    expect(created?.actor).toEqual({ kind: "storefront" });
    expect(items[0]?.actor).toEqual({ kind: "system" });
  });

  test("by type, by actor and by order holds just those", async () => {
    const created = await all({ types: ["PrescriptionCreated"], limit: 2 });
    expect(idsOf(created)).toEqual(await stored(sql`event_type = 'PrescriptionCreated'`));
    const shops = await all({ actor: "storefront" });
    expect(idsOf(shops)).toEqual(await stored(sql`metadata->'actor'->>'type' = 'storefront'`));
    const { orderUuid, sagaUuid, orderNumber } = orderAt(1);
    const spelled = orderNumber.toLowerCase().replaceAll("-", " ");
    expect(idsOf(await all({ orderNumber: spelled, limit: 3 }))).toEqual(
      await stored(sql`aggregate_uuid in (${orderUuid}, ${sagaUuid})`),
    );
    expect(idsOf(await all({ orderNumber, types: ["OrderCreated"] }))).toHaveLength(1);
  });

  test("between two moments holds what was written then", async () => {
    const { items } = await dana().events.list({ limit: 100 });
    const middle = items[Math.floor(items.length / 2)];
    if (!middle) throw new Error("Bug: there are no events");
    const after = await all({ from: middle.at });
    expect(idsOf(after)).toEqual(await stored(sql`occurred_at >= ${middle.at}::timestamptz`));
    const until = await all({ until: middle.at });
    expect(idsOf(until)).toEqual(await stored(sql`occurred_at <= ${middle.at}::timestamptz`));
    expect(idsOf(await all({ from: "2100-01-01T00:00:00.000Z" }))).toEqual([]);
  });

  test("of an order that there is not is empty, and a cursor that is not ours is refused", async () => {
    expect(await dana().events.list({ orderNumber: "RX-0000-0000" })).toMatchObject({
      items: [],
      nextCursor: null,
    });
    await expect(dana().events.list({ cursor: "e30" })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
  });

  test("a rare type is searched so far and no further, and the page says how far", async () => {
    const other = await openConsoleWorld();
    await other.db.execute(sql`
      insert into event_store (aggregate_uuid, aggregate_type, aggregate_version, event_type,
        event_version, event_data, metadata, occurred_at)
      select '0195b7c2-6e41-7f0a-8000-000000000001', 'order_fulfillment_saga', v,
        case v when 1 then 'OrderFulfillmentSagaStarted' else 'NoteAdded' end, 1, '{}', '{}', now()
      from generate_series(1, 10001) v`);
    const caller = other.as("dana");
    const types = ["OrderFulfillmentSagaStarted"];
    const first = await caller.events.list({ types });
    expect(first.items).toEqual([]);
    expect(first.searched).toMatchObject({ events: 10_000, backTo: expect.any(String) });
    const second = await caller.events.list({ types, cursor: first.nextCursor });
    expect(second).toMatchObject({ items: [{ version: 1 }], nextCursor: null, searched: null });
    await other.close();
  });
});

describe("one event", () => {
  async function eventOf(order: Placed, type: string) {
    const { items } = await dana().events.list({ orderNumber: order.orderNumber, types: [type] });
    const [item] = items;
    if (!item) throw new Error(`Bug: there is no ${type}`);
    return dana().events.get({ id: item.id });
  }

  test("says what it changed of the state, and nothing else", async () => {
    const event = await eventOf(orderAt(0), "PrescriptionCreated");
    expect(event).toMatchObject({
      orderNumber: orderAt(0).orderNumber,
      type: "PrescriptionCreated",
      data: { reference: "scr_1" },
    });
    if (event.change.type !== "folded") throw new Error("It was not folded");
    expect(event.change.changed).toContainEqual({
      field: "references.prescription",
      before: "null",
      after: "scr_1",
    });
    const changed = event.change.changed.map(({ field }) => field);
    expect(changed).not.toContain("position");
    expect(event.change.same.map(({ field }) => field)).toContain("position");
  });

  test("the first one makes the state; instants are told as such", async () => {
    const { change } = await eventOf(orderAt(0), "OrderFulfillmentSagaStarted");
    if (change.type !== "folded") throw new Error("It was not folded");
    const position = change.changed.find(({ field }) => field === "position");
    expect(position).toEqual({
      field: "position",
      before: "NOT_STARTED",
      after: "PENDING_PRESCRIPTION",
    });
    const deadline = change.changed.find(({ field }) => field === "deadlineAt");
    expect(deadline?.after).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  test("the state of the order's own stream is folded as well", async () => {
    const order = await world.place();
    await world.answer(order, made("scr_1"), made("hold_1"), made("ship_1"));
    await world.notify(order, { type: "sent" });
    const { change } = await eventOf(order, "CustomerNotified");
    if (change.type !== "folded") throw new Error("It was not folded");
    expect(change.changed).toContainEqual({
      field: "noticeState",
      before: "none",
      after: "told",
    });
  });

  test("leads to the events beside it in its order, whatever others wrote between", async () => {
    const own = (await all({ orderNumber: orderAt(1).orderNumber })).flatMap(({ items }) => items);
    const walked: number[] = [];
    let id: number | null = own.at(-1)?.id ?? null;
    while (id !== null) {
      const event = await dana().events.get({ id });
      expect(event.place).toEqual({ number: walked.length + 1, of: own.length });
      expect(event.older).toBe(walked.at(-1) ?? null);
      walked.push(event.id);
      id = event.newer;
    }
    expect(walked).toEqual(own.map((event) => event.id).toReversed());
  });

  test("that this version cannot read is shown as it is stored, without a guess", async () => {
    const { rows } = await world.db.execute(sql`
      insert into event_store (aggregate_uuid, aggregate_type, aggregate_version, event_type,
        event_version, event_data, metadata, occurred_at)
      values (gen_random_uuid(), 'order_fulfillment_saga', 1, 'FromTheFuture', 7, '{"new": true}',
        '{}', now()) returning id::int`);
    const event = await dana().events.get({ id: Number(rows[0]?.id) });
    expect(event).toMatchObject({
      type: "FromTheFuture",
      orderNumber: null,
      data: { new: true },
      change: { type: "not_folded" },
    });
  });

  test("that there is not is not found", async () => {
    await expect(dana().events.get({ id: 999_999_999 })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
