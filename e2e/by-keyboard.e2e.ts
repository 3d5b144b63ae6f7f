import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.ts";
import { accountOf } from "./instance.ts";
import { Keyboard } from "./pages/keyboard.ts";
import { OrderPage } from "./pages/order-page.ts";
import { addScenario, CARRIER_WANTS_TIME, effectsOf } from "./sandbox.ts";
import { placeOrder } from "./shop.ts";

test("from signing in to the export everything is done by keyboard alone: find, retry, claim, note, undo", async ({
  page,
}) => {
  await addScenario(CARRIER_WANTS_TIME);
  const { orderNumber } = await placeOrder();
  const keys = new Keyboard(page);
  const order = new OrderPage(page);
  const dialog = page.getByRole("dialog");
  const { email, password } = accountOf("support");

  await page.goto("/orders");
  await keys.tabTo(page.getByLabel("E-mail"));
  await keys.type(email);
  await keys.tabTo(page.getByLabel("Password", { exact: true }));
  await keys.type(password);
  await keys.press("Enter");
  await page.getByRole("heading", { name: "Orders", level: 1 }).waitFor();

  await keys.press("/");
  await keys.type(orderNumber);
  await keys.press("Enter");
  await order.waitFor(orderNumber);
  await expect(order.status).toHaveAttribute("data-status", "retrying");

  await keys.press("r");
  await keys.tabTo(dialog.getByLabel("Reason"));
  await keys.type("Partner");
  await keys.pressButton(dialog.getByRole("button", { name: "Retry shipment" }));
  await expect(order.receipt).toContainText("Fixed: the order is complete");

  await keys.press("c");
  await expect(page.getByRole("main")).toContainText("Claimed by you until");
  await keys.press("n");
  await keys.type("Customer called.");
  await keys.press("Control+Enter");
  await expect(page.getByRole("region", { name: "History" })).toContainText("Customer called.");
  await keys.press("Escape");

  await keys.press("u");
  await keys.tabTo(dialog.getByLabel("Reason"));
  await keys.type("Customer");
  await keys.pressButton(dialog.getByRole("button", { name: "Undo and cancel" }));
  await expect(order.receipt).toContainText("Undone: the order is cancelled");
  expect(await effectsOf(orderNumber)).toEqual([
    "created",
    "reserved",
    "purchased",
    "voided",
    "released",
    "cancelled",
  ]);

  await keys.press("g");
  await keys.press("s");
  await expect(page.getByRole("link", { name: orderNumber })).toBeVisible();
  await keys.pressButton(page.getByRole("button", { name: "Export masked CSV" }));
  const saving = page.waitForEvent("download");
  await keys.pressButton(page.getByRole("link", { name: "Save the file" }));
  expect(readFileSync(await (await saving).path(), "utf8")).toContain(orderNumber);
});
