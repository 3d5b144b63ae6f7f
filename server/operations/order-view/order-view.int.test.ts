import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeOf } from "../testing/code-of.ts";
import { type ConsoleWorld, openConsoleWorld, undone } from "../testing/console-world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

describe("one order", () => {
  test("is found by any spelling of its number, masked, with its story", async () => {
    const order = await world.complete();
    const spelled = order.orderNumber.toLowerCase().replaceAll("-", " ");
    const view = await world.as("dana").orders.get({ orderNumber: ` ${spelled} ` });
    expect(view.orderNumber).toBe(order.orderNumber);
    expect(view.customer).toMatchObject({
      name: "T**** P****",
      email: "t***@e***.com",
      phone: "(***) ***-2575",
      birthDate: "1980-**-**",
      destination: "IL",
    });
    expect(view.timeline.map((item) => item.lead)).toEqual([
      "Order placed",
      "Prescription: created",
      "Inventory: stock reserved",
      "Shipment: label made",
      "Order completed",
    ]);
    expect(view.timeline[0]?.actor).toEqual({ kind: "storefront" });
    expect(view.references.map(({ value }) => value)).toContain("TRACK1");
    const text = JSON.stringify(view);
    for (const secret of ["Testa", "Person", "testa@", "5552575", "1980-04-12", "Test Way"]) {
      expect(text).not.toContain(secret);
    }
  });

  test("says that the customer was told only of what was told", async () => {
    const dana = world.as("dana");
    const order = await world.complete();
    const notice = async () => {
      const { customer } = await dana.orders.get({ orderNumber: order.orderNumber });
      return customer.notice;
    };
    expect(await notice()).toBe("due");
    await world.notify(order, { type: "sent" });
    expect(await notice()).toBe("told");
    await dana.orders.undo(await world.actionOn(order));
    await world.answer(order, undone, undone, undone, undone);
    expect(await notice()).toBe("due");
    await world.notify(order, { type: "sent" });
    expect(await notice()).toBe("told");
  });

  test("that is mistyped or unknown is not found", async () => {
    const dana = world.as("dana");
    expect(await codeOf(dana.orders.get({ orderNumber: "RX-0000-0001" }))).toBe("NOT_FOUND");
    expect(await codeOf(dana.orders.get({ orderNumber: "hello" }))).toBe("NOT_FOUND");
  });
});
