import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.ts";
import { ROLES } from "./instance.ts";
import { OrderPage } from "./pages/order-page.ts";
import { OrdersPage } from "./pages/orders-page.ts";
import { followOrder, placeOrder } from "./shop.ts";

async function placeParked(): Promise<string> {
  const { orderId, orderNumber } = await placeOrder("undo_refused");
  await expect.poll(async () => (await followOrder(orderId)).status).toBe("on_hold");
  return orderNumber;
}

test("a list is narrowed, shared by its address, kept under a name and forgotten again", async ({
  pageOf,
}) => {
  const parked = await placeParked();
  const { orderNumber: other } = await placeOrder();
  const orders = new OrdersPage(await pageOf("support"));
  const { page } = orders;
  await orders.goto();
  await expect(orders.row(other)).toBeVisible();

  await page.getByRole("button", { name: "Add filter" }).click();
  await page.getByRole("menuitem", { name: "State" }).click();
  await page.getByRole("checkbox", { name: "Undo refused" }).check();
  await page.getByRole("button", { name: "Show these orders" }).click();
  await expect(page).toHaveURL(/status=undo_refused/);
  await expect(orders.row(parked)).toBeVisible();
  await expect(orders.row(other)).toHaveCount(0);

  const colleague = new OrdersPage(await pageOf("admin"));
  await colleague.page.goto(page.url());
  await expect(colleague.row(parked)).toBeVisible();

  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Save this view…" }).click();
  await page.getByLabel("Name").fill("Refused undos");
  await page.getByLabel("For everyone").check();
  await page.getByRole("button", { name: "Save the view" }).click();
  const saved = page.getByRole("navigation", { name: "Saved views" });
  await expect(saved.getByRole("link", { name: /Refused undos/ })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await colleague.page.goto("/orders");
  await colleague.page.getByRole("link", { name: /Refused undos/ }).click();
  await expect(colleague.row(parked)).toBeVisible();

  await page.getByRole("button", { name: "Refused undos" }).click();
  await page.getByRole("menuitem", { name: "Delete this view…" }).click();
  await page.getByRole("button", { name: "Delete the view" }).click();
  await expect(saved).toHaveCount(0);
});

for (const role of ROLES) {
  test(`a list is exported by ${role} masked, with its number told before`, async ({ pageOf }) => {
    const parked = await placeParked();
    const orders = new OrdersPage(await pageOf(role));
    const { page } = orders;
    await page.goto("/orders?status=undo_refused");
    await expect(orders.row(parked)).toBeVisible();
    await page.getByRole("button", { name: "Export masked CSV" }).click();
    const told = Number.parseInt((await page.getByText(/^\d+ rows?$/).textContent()) ?? "", 10);
    const saving = page.waitForEvent("download");
    await page.getByRole("link", { name: "Save the file" }).click();
    const file = readFileSync(await (await saving).path(), "utf8");
    // The first line names the columns.
    expect(file.trimEnd().split("\n")).toHaveLength(told + 1);
    expect(file).toContain(`${parked},T*** Z`);
    expect(file).not.toMatch(/Zzdispensed|thistlewick/i);

    const stranger = await (await fetch(new URL("/api/orders-export", page.url()))).text();
    expect(stranger).not.toContain(parked);
  });
}

test("an open list shows at once who has claimed an order, and that it has a note", async ({
  pageOf,
}) => {
  const parked = await placeParked();
  const list = new OrdersPage(await pageOf("admin"));
  await list.page.goto("/orders?status=undo_refused");
  const row = list.row(parked);
  await expect(row.getByText("Nobody")).toBeAttached();

  const colleague = new OrderPage(await pageOf("support"));
  await colleague.goto(parked);
  await colleague.page.getByRole("button", { name: /^Claim/ }).click();
  await expect(row).toContainText("Sam S.");
  await colleague.page.getByPlaceholder(/A note for colleagues/).fill("They call back at noon.");
  await colleague.page.getByRole("button", { name: "Add note" }).click();
  await expect(row.getByText("1 note")).toBeAttached();
  await expect(
    colleague.page.getByRole("region", { name: "Who did what" }).getByRole("listitem"),
  ).toContainText("wrote a note");
});

test("three orders are selected and retried together", async ({ pageOf }) => {
  const parked = await Promise.all([placeParked(), placeParked(), placeParked()]);
  const support = await pageOf("support");
  const orders = new OrdersPage(support);
  // The server has read the list: its rows are there before any script runs.
  const html = await (await support.request.get("/orders?status=undo_refused")).text();
  for (const orderNumber of parked) expect(html).toContain(orderNumber);

  await support.goto("/orders?status=undo_refused");
  for (const orderNumber of parked) await orders.select(orderNumber);
  await expect(orders.selected).toContainText("3 selected");
  await support.keyboard.press("Escape");
  await expect(orders.selected).toBeHidden();

  for (const orderNumber of parked) await orders.select(orderNumber);
  await orders.selected.getByRole("button", { name: "Retry…" }).click();
  const dialog = support.getByRole("dialog", { name: "Retry 3 orders?" });
  await expect(dialog).toContainText("1, then 2");
  await dialog.getByLabel("Reason").selectOption("partner_outage");
  await dialog.getByRole("button", { name: "Start the retry" }).click();

  await expect(support).toHaveURL(/\/bulk\/\d+$/);
  // ScriptLine refuses again: one shows it, then the others, and more than one is too many.
  await expect(support.locator("[data-bulk-state]")).toHaveAttribute(
    "data-bulk-state",
    "stopped_itself",
    { timeout: 30_000 },
  );
  await expect(support.locator("[data-receipt=same_error]")).toHaveCount(3);
});

test("every page is reached by the keyboard, and letters can be switched off", async ({
  pageOf,
}) => {
  const page = await pageOf("support");
  await page.goto("/orders");
  await page.getByRole("heading", { name: "Orders", level: 1 }).waitFor();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("partn");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Partners", level: 1 })).toBeVisible();

  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();

  await page.keyboard.press("?");
  await page.getByRole("checkbox", { name: /Keys of one letter/ }).uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("times are shown in the zone that was chosen, and still are after a reload", async ({
  pageOf,
}) => {
  await placeOrder();
  const page = await pageOf("support");
  await page.goto("/orders");
  await page.getByRole("button", { name: /Times are shown in C[SD]T/ }).click();
  await page.getByRole("menuitemradio", { name: /UTC/ }).click();
  const counted = page.getByText(/counted \d\d:\d\d:\d\d UTC/);
  await expect(counted).toBeVisible();
  await page.reload();
  await expect(counted).toBeVisible();
});
