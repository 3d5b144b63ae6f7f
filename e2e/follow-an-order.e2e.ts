import { expect, test } from "./fixtures.ts";
import { OrderPage } from "./pages/order-page.ts";
import { OrdersPage } from "./pages/orders-page.ts";
import { addScenario, CARRIER_WANTS_TIME, effectsOf } from "./sandbox.ts";
import { placeOrder } from "./shop.ts";

test("an order placed over the API is seen completing, without a reload", async ({ openOrder }) => {
  await addScenario({ partner: "carrier", operation: "label", behaviour: "latency", ms: 4_000 });
  const { orderNumber } = await placeOrder();
  const order = await openOrder(orderNumber);
  await expect(order.status).toHaveAttribute("data-status", /scheduled|running/);
  let reloads = 0;
  order.page.on("load", () => {
    reloads += 1;
  });

  await expect(order.status).toHaveAttribute("data-status", "completed");
  expect(reloads).toBe(0);
  await expect(order.page.getByRole("region", { name: "History" })).toContainText("Shipment");
  expect(await effectsOf(orderNumber)).toEqual(["created", "reserved", "purchased"]);
});

test("a new order is on the list and opens from it", async ({ pageOf }) => {
  const { orderNumber } = await placeOrder();
  const orders = new OrdersPage(await pageOf("support"));
  await orders.goto();
  await expect(orders.row(orderNumber)).toBeVisible();
  await expect(orders.row(orderNumber).locator("[data-status=completed]:visible")).toBeVisible();
  await orders.open(orderNumber);
  const order = new OrderPage(orders.page);
  await expect(order.status).toHaveAttribute("data-status", "completed");
  await expect(order.page).toHaveURL(new RegExp(`/orders/${orderNumber}`));
});

test("what changed between the reading of a page and its showing is shown", async ({ pageOf }) => {
  await addScenario(CARRIER_WANTS_TIME);
  const { orderNumber } = await placeOrder();
  const list = new OrdersPage(await pageOf("support"));
  await list.goto();
  await expect(list.row(orderNumber).locator("[data-status=retrying]:visible")).toBeVisible();
  const { promise: shipped, resolve: onShipped } = Promise.withResolvers<void>();
  const { promise: read, resolve: onRead } = Promise.withResolvers<void>();
  await list.page.route(`**/orders/${orderNumber}*`, async (route) => {
    if (route.request().headers()["next-router-prefetch"] !== undefined) return route.continue();
    const response = await route.fetch();
    onRead();
    await shipped;
    return route.fulfill({ response });
  });
  await list.row(orderNumber).getByRole("link", { name: orderNumber }).click();
  await read;

  const admin = new OrderPage(await pageOf("admin"));
  await admin.goto(orderNumber);
  await admin.retry("Partner outage");
  await expect(admin.status).toHaveAttribute("data-status", "completed");
  onShipped();
  const order = new OrderPage(list.page);
  await order.waitFor(orderNumber);
  await expect(order.status).toHaveAttribute("data-status", "completed");
});

/** What undoing left in the history, oldest first. */
const UNDO_EVENTS = [
  "ShipmentVoided",
  "InventoryReleased",
  "PrescriptionCancelled",
  "OrderCancelled",
];

test("an out-of-stock order ends cancelled: first the prescription, then the order", async ({
  openOrder,
}) => {
  const { orderNumber } = await placeOrder("out_of_stock");
  const order = await openOrder(orderNumber);
  await expect(order.status).toHaveAttribute("data-status", "cancelled");
  const events = await order.eventTypes();
  expect(events.filter((type) => UNDO_EVENTS.includes(type))).toEqual([
    "PrescriptionCancelled",
    "OrderCancelled",
  ]);
  expect(await effectsOf(orderNumber)).toEqual(["created", "cancelled"]);
});

test("an undeliverable address ends cancelled: stock, then prescription, then the order", async ({
  openOrder,
}) => {
  const { orderNumber } = await placeOrder("undeliverable_address");
  const order = await openOrder(orderNumber);
  await expect(order.status).toHaveAttribute("data-status", "cancelled");
  const events = await order.eventTypes();
  expect(events.filter((type) => UNDO_EVENTS.includes(type))).toEqual([
    "InventoryReleased",
    "PrescriptionCancelled",
    "OrderCancelled",
  ]);
  const effects = await effectsOf(orderNumber);
  expect(effects.filter((effect) => effect !== "tombstoned")).toEqual([
    "created",
    "reserved",
    "released",
    "cancelled",
  ]);
});
