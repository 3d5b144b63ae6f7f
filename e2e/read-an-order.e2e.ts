import { expect, test } from "./fixtures.ts";
import { OrderPage } from "./pages/order-page.ts";
import { addScenario, CARRIER_WANTS_TIME } from "./sandbox.ts";
import { placeOrder } from "./shop.ts";

async function placeCompleted(order: (number: string) => Promise<OrderPage>) {
  const { orderNumber } = await placeOrder();
  const page = await order(orderNumber);
  await expect(page.status).toHaveAttribute("data-status", "completed");
  return page;
}

test("the page says what to tell the customer, in English and Spanish", async ({ openOrder }) => {
  const { page } = await placeCompleted(openOrder);
  const say = page.getByRole("region", { name: "What to tell the customer" });
  await expect(say).toContainText("Your order is ready and its shipping label is made.");
  await expect(say).toContainText("Approved text, English, version 1");
  await say.getByRole("button", { name: "Spanish" }).click();
  await expect(say.locator("blockquote")).toHaveAttribute("lang", "es");
  await expect(say).toContainText("Su pedido está listo");
});

test("what is open in the world can be checked at the partners, and the order does not move", async ({
  openOrder,
}) => {
  const { page } = await placeCompleted(openOrder);
  const world = page.getByRole("region", { name: "Still open in the world" });
  await expect(world).toContainText("1 prescription, 1 item of stock, 1 label");
  await world.getByRole("button", { name: "Check all now" }).click();
  const label = world.getByRole("row", { name: /Shipping label/ });
  await expect(label).toContainText("Parcelway holds the shipping label, as we have it.");
  await expect(label.getByRole("button", { name: /Check now/ })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
});

test("an undo is shown before it is asked for: in order, and what cannot be taken back", async ({
  openOrder,
}) => {
  const order = await placeCompleted(openOrder);
  await order.openMenu();
  await order.menu.getByRole("menuitem", { name: /Undo this order/ }).click();
  const dialog = order.page.getByRole("dialog");
  await expect(dialog.getByRole("listitem")).toContainText([
    "Void label",
    "Release stock",
    "Cancel prescription",
    "Cancel order",
    "Then the customer is told",
  ]);
  await expect(dialog).toContainText("Cannot be taken back: a new order needs a new prescription");
  await expect(dialog).toContainText("Open afterwards");
  await order.page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await order.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(order.status).toHaveAttribute("data-status", "completed");
});

test("an event opens beside the page with what it changed, by an address of its own", async ({
  openOrder,
}) => {
  const { page } = await placeCompleted(openOrder);
  await page.keyboard.press("e");
  const history = page.getByRole("region", { name: "History" });
  await history.getByLabel("Type").selectOption("PrescriptionCreated");
  await history.getByRole("button", { name: /^#\d+ ?PrescriptionCreated/ }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText("references.prescription");
  await expect(drawer.getByRole("heading", { level: 2 })).toHaveText(/^Event \d+ of \d+/);
  const address = page.url();
  expect(address).toMatch(/[?&]event=\d+/);

  await page.keyboard.press("[");
  await expect(page).not.toHaveURL(address);
  await page.keyboard.press("]");
  await expect(page).toHaveURL(address);

  const place = await drawer.getByRole("heading", { level: 2 }).textContent();
  // The second leads to an event that was never fetched: the way back begins there all the same.
  for (const key of ["[", "[", "]", "]"]) await page.keyboard.press(key);
  await expect(drawer.getByRole("heading", { level: 2 })).toHaveText(place ?? "");
  await expect(page).toHaveURL(address);
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();

  await page.goto(address);
  await expect(page.getByRole("dialog")).toContainText("references.prescription");
});

test("of two people on one order the slower is told who was faster, and keeps their note", async ({
  pageOf,
}) => {
  await addScenario(CARRIER_WANTS_TIME);
  const { orderNumber } = await placeOrder();
  const slower = new OrderPage(await pageOf("support"));
  const faster = new OrderPage(await pageOf("admin"));
  for (const order of [slower, faster]) {
    await order.goto(orderNumber);
    await expect(order.status).toHaveAttribute("data-status", "retrying");
  }
  await slower.page.getByRole("button", { name: /^Retry shipment/ }).click();
  const dialog = slower.page.getByRole("dialog");
  await dialog.getByLabel("Reason").selectOption({ label: "Partner outage" });
  await dialog.getByLabel(/Note/).fill("Parcelway says that it works again.");

  await faster.undo("Customer request");
  await expect(faster.status).toHaveAttribute("data-status", "cancelled");

  await dialog.getByRole("button", { name: /^Retry shipment/ }).click();
  await expect(dialog.getByRole("alert")).toContainText(
    /Nothing was done\. Alex Admin asked to undo the order \d+ s before you\./,
  );
  await expect(dialog.getByRole("alert")).toContainText("Your note is kept.");
  await expect(dialog.getByLabel(/Note/)).toHaveValue("Parcelway says that it works again.");
  await dialog.getByRole("button", { name: "Show the order as it is now" }).click();
  await expect(slower.status).toHaveAttribute("data-status", "cancelled");
});
