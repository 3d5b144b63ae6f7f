import { expect, test } from "./fixtures.ts";
import { ROLES } from "./instance.ts";
import { InboxPage } from "./pages/inbox-page.ts";
import { OrderPage } from "./pages/order-page.ts";
import { addScenario } from "./sandbox.ts";
import { followOrder, placeOrder } from "./shop.ts";

async function placeRefused(): Promise<string> {
  const { orderId, orderNumber } = await placeOrder("undo_refused");
  await expect.poll(async () => (await followOrder(orderId)).status).toBe("on_hold");
  return orderNumber;
}

/** Shipped, and the customer's mailbox is said not to be there. */
async function placeUntold(times = 1): Promise<string> {
  await addScenario({
    partner: "notifications",
    operation: "mail",
    behaviour: "permanent",
    times,
  });
  const { orderId, orderNumber } = await placeOrder();
  await expect.poll(async () => (await followOrder(orderId)).status).toBe("shipped");
  return orderNumber;
}

test("an order that stops appears behind a bar, is claimed with a key, and opens with Enter", async ({
  pageOf,
}) => {
  const first = await placeRefused();
  const inbox = new InboxPage(await pageOf("support"));
  await inbox.goto();
  await expect(inbox.row(first)).toContainText("Next: Settle it with ScriptLine");
  const countBefore = Number(await inbox.count.getAttribute("data-inbox-count"));

  const second = await placeRefused();
  await expect(inbox.page.getByRole("button", { name: /1 new in this view/ })).toBeVisible();
  await expect(inbox.count).toHaveAttribute("data-inbox-count", String(countBefore + 1));
  await expect(inbox.row(second)).toHaveCount(0);
  await inbox.page.keyboard.press(".");
  await expect(inbox.row(second)).toBeVisible();

  // The newest has most time left, so it stands last.
  const rows = await inbox.page.locator("[data-saga]").count();
  for (let i = 0; i < rows; i += 1) await inbox.page.keyboard.press("j");
  await inbox.page.keyboard.press("c");
  await expect(inbox.row(second)).toContainText("You");
  await expect(inbox.row(second).getByRole("link", { name: second, exact: true })).toBeFocused();
  await inbox.page.keyboard.press("Enter");
  await inbox.page.getByRole("heading", { name: second, level: 1 }).waitFor();
  await expect(inbox.page.getByRole("main")).toContainText("Claimed by you until");
  await inbox.page.keyboard.press("k");
  await expect(inbox.page.getByRole("heading", { level: 1 })).not.toHaveText(second);
  await expect(inbox.page.getByRole("main")).toContainText("Needs a person");
});

test("a claim is seen by a colleague, who is asked before acting and takes over with a note", async ({
  pageOf,
}) => {
  const orderNumber = await placeRefused();
  const support = new OrderPage(await pageOf("support"));
  const admin = new OrderPage(await pageOf("admin"));
  await support.goto(orderNumber);
  await support.page.getByRole("button", { name: /^Claim/ }).click();
  await expect(support.page.getByRole("main")).toContainText("Claimed by you until");

  await admin.goto(orderNumber);
  await expect(admin.page.getByRole("main")).toContainText("has this until");
  await admin.page.getByRole("button", { name: /^Retry/ }).click();
  const asked = admin.page.getByRole("dialog");
  await expect(asked).toContainText("although");
  await asked
    .getByRole("button", { name: /^Leave it to/ })
    .first()
    .click();
  await expect(asked).toBeHidden();

  await admin.page.keyboard.press("c");
  const dialog = admin.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Take it over" }).click();
  await expect(dialog).toContainText("Write why");
  await dialog.getByRole("textbox").fill("Their shift is over.");
  await dialog.getByRole("button", { name: "Take it over" }).click();
  await expect(admin.page.getByRole("main")).toContainText("Claimed by you until");
  // Without a reload.
  await expect(support.page.getByRole("main")).toContainText("Their shift is over.");
});

test("a note is written with a key, seen by a colleague at once, and changed by its author", async ({
  pageOf,
}) => {
  const orderNumber = await placeRefused();
  const support = new OrderPage(await pageOf("support"));
  const admin = new OrderPage(await pageOf("admin"));
  await admin.goto(orderNumber);
  await support.goto(orderNumber);
  await support.page.keyboard.press("n");
  await support.page.keyboard.type("Customer called at 14:20.");
  await support.page.getByRole("button", { name: /^Add note/ }).click();
  const history = (order: OrderPage) => order.page.getByRole("region", { name: "History" });
  await expect(history(support)).toContainText("Customer called at 14:20.");
  await expect(history(admin)).toContainText("Customer called at 14:20.");
  await expect(history(admin).getByRole("button", { name: "Edit" })).toHaveCount(0);

  await history(support).getByRole("button", { name: "Edit" }).click();
  await history(support).getByRole("textbox", { name: "The note" }).fill("Called at 14:25.");
  await history(support).getByRole("button", { name: "Keep the change" }).click();
  await expect(history(admin)).toContainText("Called at 14:25.");
  await expect(history(admin)).not.toContainText("Customer called");

  const inbox = new InboxPage(admin.page);
  await inbox.goto();
  await expect(inbox.row(orderNumber)).toContainText("1 note");
});

for (const role of ROLES) {
  test(`a customer whom no e-mail reached is told by ${role} by phone`, async ({ pageOf }) => {
    const orderNumber = await placeUntold();
    const inbox = new InboxPage(await pageOf(role));
    await inbox.goto();
    await expect(inbox.row(orderNumber)).toContainText("Next: Phone the customer");
    await inbox.row(orderNumber).getByRole("link", { name: orderNumber, exact: true }).click();
    const order = new OrderPage(inbox.page);
    await expect(order.status).toHaveAttribute("data-status", "customer_not_told");
    await order.page.getByRole("button", { name: /^Told by phone/ }).click();
    const dialog = order.page.getByRole("dialog");
    await dialog.getByLabel("Reason").selectOption({ label: "Customer request" });
    await dialog.getByRole("button", { name: "The customer knows" }).click();
    await expect(order.receipt).toContainText("Fixed: the customer knows");
    await expect(order.status).toHaveAttribute("data-status", "completed");
    await inbox.goto();
    await expect(inbox.row(orderNumber)).toHaveCount(0);
  });
}

test("the e-mail is sent again by an admin, and its receipt says that it went out", async ({
  pageOf,
}) => {
  const orderNumber = await placeUntold();
  const order = new OrderPage(await pageOf("admin"));
  await order.goto(orderNumber);
  await expect(order.status).toHaveAttribute("data-status", "customer_not_told");
  await order.openMenu();
  await order.menu.getByRole("menuitem", { name: /Send the e-mail again/ }).click();
  const dialog = order.page.getByRole("dialog");
  await dialog.getByLabel("Reason").selectOption({ label: "Customer request" });
  await dialog.getByRole("button", { name: "Send it again" }).click();
  await expect(order.receipt).toContainText("E-mail to the customer by you");
  await expect(order.receipt).toContainText("Fixed: the e-mail was sent");
  await expect(order.status).toHaveAttribute("data-status", "completed");
});
