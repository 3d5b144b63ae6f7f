import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeOf } from "../testing/code-of.ts";
import { type ConsoleWorld, made, openConsoleWorld, undone } from "../testing/console-world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

describe("an action", () => {
  test("a retry leaves a receipt that the partner's answer closes", async () => {
    const order = await world.place();
    await world.answer(order, { type: "transient", code: "rate_limited" });
    const dana = world.as("dana");
    const action = await world.actionOn(order);
    const result = await dana.orders.retry(action);
    expect(result).toMatchObject({ type: "accepted", receiptId: action.actionId });
    expect(await dana.orders.retry(action)).toEqual(result);

    await world.answer(order, made("scr_1"));
    const { receipts } = await world.as("luis").orders.get({ orderNumber: order.orderNumber });
    expect(receipts).toHaveLength(1);
    expect(receipts[0]).toMatchObject({
      title: "Retry of prescription",
      actorName: "Dana Kessler",
      mine: false,
      result: { type: "fixed", text: "Fixed: moved on to inventory" },
    });
  });

  test("a retry that waits for a partner's pause says for what, and until when", async () => {
    const order = await world.place();
    await world.answer(order, { type: "transient", code: "rate_limited" });
    const dana = world.as("dana");
    await dana.orders.retry(await world.actionOn(order));
    const receiptNow = async () =>
      (await dana.orders.get({ orderNumber: order.orderNumber })).receipts[0];
    expect(await receiptNow()).toMatchObject({ result: { type: "waiting" }, waitsFor: null });
    await world.db.execute(sql`
      update partner_status set circuit_cause = 'asked_to_wait', circuit_code = 'rate_limited',
        opened_at = clock_timestamp(), probe_at = clock_timestamp() + interval '5 minutes'
      where partner = 'prescription' and direction = 'forward'`);
    expect(await receiptNow()).toMatchObject({
      result: { type: "waiting" },
      waitsFor: { text: "ScriptLine asked us to wait", until: expect.any(String) },
    });
    await world.db.execute(sql`
      update partner_status set circuit_cause = null, circuit_code = null, opened_at = null,
        probe_at = null where partner = 'prescription'`);
    expect((await receiptNow())?.waitsFor).toBeNull();
    await world.answer(order, made("scr_1"));
    expect(await receiptNow()).toMatchObject({ result: { type: "fixed" }, waitsFor: null });
  });

  test("an undo leaves a receipt that the cancelled order closes", async () => {
    const order = await world.place();
    await world.answer(order, made("scr_1"), { type: "transient", code: "rate_limited" });
    const dana = world.as("dana");
    await dana.orders.undo(await world.actionOn(order));
    const before = await dana.orders.get({ orderNumber: order.orderNumber });
    expect(before.receipts[0]?.result.type).toBe("waiting");
    await world.answer(order, undone, undone, undone);
    const after = await dana.orders.get({ orderNumber: order.orderNumber });
    expect(after.position).toBe("CANCELLED");
    expect(after.receipts[0]?.result.type).toBe("undone");
  });

  test("R-16 on an order that has moved on is refused with who moved it and where it stands", async () => {
    const order = await world.place();
    await world.answer(order, { type: "transient", code: "rate_limited" });
    const seen = await world.actionOn(order);
    await world.as("luis").orders.undo(await world.actionOn(order));
    const refused = await world.as("dana").orders.hold(seen);
    expect(refused).toMatchObject({ type: "refused", code: "moved_on" });
    expect(refused.type === "refused" && refused.because).toBe(
      "Luis Marek asked to undo the order 1 s before you. It stands now at: Undo of prescription. An undo was asked for.",
    );
  });

  test("on an order that moved on by itself nobody is named, whoever acted on it before", async () => {
    const order = await world.place();
    await world.answer(order, { type: "transient", code: "rate_limited" });
    await world.as("luis").orders.retry(await world.actionOn(order));
    await world.answer(order, made("scr_1"));
    const seen = await world.actionOn(order);
    await world.answer(order, made("hold_1"));
    const refused = await world.as("dana").orders.hold(seen);
    expect(refused.type === "refused" && refused.because).toMatch(
      /^The order moved on since your page was loaded\. It stands now at: Shipment\./,
    );
  });

  test("while a call is on its way a retry is refused until its lease is over", async () => {
    const order = await world.place();
    const refused = await world.as("dana").orders.retry(await world.actionOn(order));
    expect(refused).toMatchObject({ type: "refused", code: "in_flight" });
    expect(refused.type === "refused" && refused.until).not.toBeNull();
  });

  test("hold and release are told by name", async () => {
    const order = await world.place();
    await world.as("dana").orders.hold(await world.actionOn(order));
    const held = await world.as("dana").orders.get({ orderNumber: order.orderNumber });
    expect(held.status.status).toBe("on_hold");
    await world.as("luis").orders.release(await world.actionOn(order));
    const { timeline } = await world.as("dana").orders.get({ orderNumber: order.orderNumber });
    expect(timeline.map((item) => `${item.lead} ${item.rest}`)).toEqual([
      "Order placed by the storefront, 1 item",
      "Dana Kessler put the order on hold",
      "Luis Marek let the order go on",
    ]);
  });

  test("recording by hand is for admins, who say what they found", async () => {
    const order = await world.place();
    await world.answer(order, { type: "unknown", code: "timeout" });
    const found = { ...(await world.actionOn(order)), happened: true, reference: "scr_7" };
    const action = { ...found, note: "ScriptLine's desk, by phone at 14:05" };
    expect(await codeOf(world.as("dana").orders.resolve(action))).toBe("FORBIDDEN");
    expect(await codeOf(world.as("luis").orders.resolve(found))).toBe("BAD_REQUEST");
    const unstorable = { ...action, note: `${action.note}\u0000` };
    expect(await codeOf(world.as("luis").orders.resolve(unstorable))).toBe("BAD_REQUEST");
    expect(await world.as("luis").orders.resolve(action)).toMatchObject({ type: "accepted" });
    const view = await world.as("luis").orders.get({ orderNumber: order.orderNumber });
    expect(view.position).toBe("PENDING_INVENTORY_RESERVATION");
    expect(view.receipts[0]?.result).toEqual({
      type: "fixed",
      text: "Fixed: moved on to inventory",
    });
  });

  test("on an order that does not exist is not found; without a note, other is no reason", async () => {
    const action = { ...(await world.actionOn(await world.place())), sagaUuid: randomUUID() };
    expect(await codeOf(world.as("dana").orders.hold(action))).toBe("NOT_FOUND");
    expect(await codeOf(world.as("dana").orders.hold({ ...action, reasonCode: "other" }))).toBe(
      "BAD_REQUEST",
    );
  });
});
