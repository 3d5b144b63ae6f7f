import { expect, test } from "./fixtures.ts";
import { OrderPage } from "./pages/order-page.ts";
import { addScenario, clearScenarios, effectsOf } from "./sandbox.ts";
import { followOrder, placeOrder } from "./shop.ts";

/**
 * The carrier makes the label, its answer is lost, and it cannot be asked for ten
 * minutes: nobody knows whether there is a label.
 */
async function placeUnknown(): Promise<{ orderId: string; orderNumber: string }> {
  // What goes well keeps two calls without an answer from looking like an outage to all.
  const others = await Promise.all([placeOrder(), placeOrder(), placeOrder()]);
  for (const { orderId } of others) {
    await expect.poll(async () => (await followOrder(orderId)).status).toBe("shipped");
  }
  await addScenario({ partner: "carrier", operation: "label", behaviour: "drop_after" });
  await addScenario({
    partner: "carrier",
    operation: "lookup",
    behaviour: "unavailable",
    retryAfterSeconds: 600,
  });
  return placeOrder();
}

async function expectUnknown(order: OrderPage): Promise<void> {
  await expect(order.status).toHaveAttribute("data-status", "outcome_unknown");
  await expect(order.world).toContainText("1 prescription, 1 item of stock, perhaps 1 label");
  await expect(order.effect("Shipping label")).toContainText("Unknown");
  await expect(order.page.getByRole("main")).toContainText("is not available at the moment");
}

test("an unknown shipment is settled by asking the carrier, who has the label, and is not bought twice", async ({
  openOrder,
}) => {
  const { orderNumber } = await placeUnknown();
  const order = await openOrder(orderNumber);
  await expectUnknown(order);
  await order.openMenu();
  const record = order.menu.getByRole("menuitem", { name: /Record what happened by hand/ });
  await expect(record).toHaveAttribute("aria-disabled", "true");
  await expect(record).toContainText("Only an admin may record what happened by hand.");
  await order.page.keyboard.press("Escape");

  // The carrier can be asked again.
  await clearScenarios();
  await order.ask("Parcelway");
  await expect(order.receipt).toContainText("Fixed: the order is complete");
  await expect(order.status).toHaveAttribute("data-status", "completed");
  await expect(order.world).toContainText("1 prescription, 1 item of stock, 1 label");
  await expect(order.effect("Shipping label")).toContainText("Open");
  expect(await effectsOf(orderNumber)).toEqual(["created", "reserved", "purchased"]);
});

test("an unknown shipment that an admin records as done completes the order, on their word", async ({
  pageOf,
}) => {
  const { orderId, orderNumber } = await placeUnknown();
  const order = new OrderPage(await pageOf("admin"));
  await order.goto(orderNumber);
  await expectUnknown(order);

  await order.record({
    answer: "It was done",
    reference: "shp_from_the_portal",
    trackingNumber: "PW123456",
    evidence: "Seen in the carrier's portal at 14:02.",
  });
  await expect(order.receipt).toContainText("Record by hand by you");
  await expect(order.receipt).toContainText("Fixed: the order is complete");
  await expect(order.status).toHaveAttribute("data-status", "completed");
  await expect(order.effect("Shipping label")).toContainText("Open, recorded by hand");
  await expect(order.effect("Shipping label")).toContainText("shp_from_the_portal");
  expect((await followOrder(orderId)).status).toBe("shipped");
  expect(await effectsOf(orderNumber)).toEqual(["created", "reserved", "purchased"]);

  // The carrier's own word is worth more, once it can be asked.
  await clearScenarios();
  await order
    .effect("Shipping label")
    .getByRole("button", { name: /Check now/ })
    .click();
  await expect(order.effect("Shipping label")).toContainText("Parcelway holds the shipping label");
});

test("an unknown shipment that an admin records as not done is undone all the same, with the label that there was", async ({
  pageOf,
}) => {
  const { orderId, orderNumber } = await placeUnknown();
  const order = new OrderPage(await pageOf("admin"));
  await order.goto(orderNumber);
  await expectUnknown(order);

  await order.record({ answer: "It was not done", evidence: "Not in the portal at 14:02." });
  await expect(order.status).toHaveAttribute("data-status", "cancelled");
  await expect(order.receipt).toContainText("Fixed: recorded as not done, and the undo began");
  await expect(order.world.getByText("Nothing", { exact: true })).toBeVisible();
  for (const name of ["Prescription", "Stock", "Shipping label"] as const) {
    await expect(order.effect(name)).toContainText("Undone");
  }
  expect((await followOrder(orderId)).status).toBe("cancelled");
  expect(await effectsOf(orderNumber)).toEqual([
    "created",
    "reserved",
    "purchased",
    "voided",
    "released",
    "cancelled",
  ]);
});
