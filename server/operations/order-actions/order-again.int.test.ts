import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readOrderContents } from "#db/queries/order-contents";
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

async function cancelledOrder(): Promise<Placed> {
  const order = await world.place();
  await world.answer(order, { type: "rejected", code: "rx_expired" }, undone);
  return order;
}

async function wishFor(order: Placed) {
  return {
    sagaUuid: order.sagaUuid,
    actionId: randomUUID(),
    revision: (await world.sagaOf(order)).revision,
    reasonCode: "customer_request" as const,
    note: null,
  };
}

const view = ({ orderNumber }: { orderNumber: string }) =>
  world.as("dana").orders.get({ orderNumber });

/** Without what makes it an order of its own. */
async function contentsOf(orderUuid: string) {
  const contents = await readOrderContents(world.db, orderUuid);
  if (!contents) throw new Error("Bug: the order is gone");
  const { order, patient, lines } = contents;
  const { clientId, lineCount, shippingService, shipToLine1, shipToPostalCode } = order;
  return {
    order: { clientId, lineCount, shippingService, shipToLine1, shipToPostalCode },
    patient: { ...patient, orderUuid: null },
    lines: lines.map((line) => ({ ...line, orderUuid: null })),
  };
}

describe("a cancelled order that is placed again", () => {
  test("is a new order with the same content, and each of the two names the other", async () => {
    const old = await cancelledOrder();
    const wish = await wishFor(old);
    expect(await world.as("dana").orders.orderAgain(wish)).toMatchObject({ type: "accepted" });

    const before = await view(old);
    const after = await view({ orderNumber: before.replacedBy ?? "none" });
    expect(after).toMatchObject({ replaces: old.orderNumber, position: "PENDING_PRESCRIPTION" });
    expect(after.externalOrderId).toMatch(new RegExp(`^${before.externalOrderId}:again-`));
    expect(await contentsOf(after.orderUuid)).toEqual(await contentsOf(old.orderUuid));
    expect(before.position).toBe("CANCELLED");
    expect(before.receipts[0]).toMatchObject({
      actionId: wish.actionId,
      title: "Order again",
      actorName: "Dana Kessler",
      result: { type: "fixed" },
    });
    expect(after.events.find(({ type }) => type === "OrderCreated")).toMatchObject({
      actor: { name: "Dana Kessler" },
      data: { replacesOrderId: old.orderUuid },
    });
  });

  test("is placed once, however often the same wish comes, and whoever else has it", async () => {
    const old = await cancelledOrder();
    const [wish, other] = [await wishFor(old), await wishFor(old)];
    const dana = world.as("dana");
    const all = await Promise.all([
      ...Array.from({ length: 5 }, () => dana.orders.orderAgain(wish)),
      world.as("luis").orders.orderAgain(other),
    ]);
    const { replacedBy } = await view(old);
    const accepted = all.filter(({ type }) => type === "accepted").length;
    expect([1, 5]).toContain(accepted);
    for (const answer of all) {
      if (answer.type === "accepted") continue;
      expect(answer).toEqual({
        type: "ignored",
        because: `It was placed again already, as ${replacedBy}.`,
      });
    }
    const { rows } = await world.runtime.database.pool.query(
      "select from orders where replaces_order_id = $1",
      [old.orderUuid],
    );
    expect(rows).toHaveLength(1);
  });

  test("cannot be placed again while it may still be fulfilled", async () => {
    const order = await world.place();
    await world.answer(order, made("scr_1"));
    expect(await world.as("dana").orders.orderAgain(await wishFor(order))).toMatchObject({
      type: "refused",
      code: "not_cancelled",
    });
    expect((await view(order)).actions.order_again).toMatchObject({ allowed: false });
  });

  test("and cancelled once more is placed again from the last one", async () => {
    const first = await cancelledOrder();
    await world.as("dana").orders.orderAgain(await wishFor(first));
    const second = await view({ orderNumber: (await view(first)).replacedBy ?? "none" });
    await world.answer(second, { type: "rejected", code: "rx_expired" }, undone);
    await world.as("dana").orders.orderAgain(await wishFor(second));
    const third = await view({ orderNumber: (await view(second)).replacedBy ?? "none" });
    expect(third.replaces).toBe(second.orderNumber);
  });

  test("under the id of another action is refused", async () => {
    const old = await cancelledOrder();
    const wish = await wishFor(old);
    await world.as("dana").orders.retry(wish);
    expect(await world.as("dana").orders.orderAgain(wish)).toMatchObject({
      type: "refused",
      code: "action_id_used",
    });
  });
});
