import { expect, test } from "./fixtures.ts";
import { placeOrder } from "./shop.ts";

test("all events stand on one page, filtered by order and type, and lead to the order", async ({
  pageOf,
}) => {
  const { orderNumber } = await placeOrder("out_of_stock");
  const page = await pageOf("support");
  await page.goto("/events");
  await page.getByLabel("Order number").fill(orderNumber.toLowerCase());
  await page.keyboard.press("Enter");
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows.filter({ hasText: "OrderCancelled" })).toBeVisible();
  await expect(rows.filter({ hasText: orderNumber })).toHaveCount((await rows.count()) - 1);

  await page.getByLabel("Type").selectOption("OrderCreated");
  await expect(rows).toHaveCount(2);
  await page.getByRole("button", { name: "OrderCreated" }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText("What this event changed");
  await drawer.getByRole("link", { name: orderNumber }).click();
  await expect(page.getByRole("heading", { name: orderNumber, level: 1 })).toBeVisible();
});

test("new events wait above the list until they are asked for; followed, they come by themselves", async ({
  pageOf,
}) => {
  await placeOrder();
  const page = await pageOf("support");
  await page.goto("/events");
  const table = page.getByRole("table");
  await expect(table).toBeVisible();
  const { orderNumber } = await placeOrder();
  const waiting = page.getByRole("button", { name: /new in this view/ });
  await expect(waiting).toBeVisible();
  await expect(table).not.toContainText(orderNumber);
  await waiting.click();
  await expect(table).toContainText(orderNumber);

  await page.getByRole("button", { name: "Follow" }).click();
  const next = await placeOrder();
  await expect(table).toContainText(next.orderNumber);
});
