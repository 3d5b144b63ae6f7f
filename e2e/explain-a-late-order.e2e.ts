import { expect, test } from "./fixtures.ts";
import { OrderPage } from "./pages/order-page.ts";
import { addScenario } from "./sandbox.ts";
import { placeOrder } from "./shop.ts";

const CLOCK = String.raw`\d\d:\d\d:\d\d C[SD]T`;

test("why an order is late is said in words, to support and to admins, who see each other look", async ({
  pageOf,
}) => {
  await addScenario({
    partner: "inventory",
    operation: "create",
    behaviour: "unavailable",
    times: 20,
  });
  const { orderNumber } = await placeOrder();

  const page = await pageOf("support");
  await page.goto("/orders");
  await page.getByRole("heading", { name: "Orders", level: 1 }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type(orderNumber);
  await expect(page.getByRole("status").filter({ hasText: "check symbol fits" })).toBeVisible();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: orderNumber, level: 1 }).waitFor();
  const support = new OrderPage(page);
  const admin = new OrderPage(await pageOf("admin"));
  await admin.goto(orderNumber);

  for (const { page: seen } of [support, admin]) {
    const card = seen.getByRole("region", { name: "Inventory is tried again by itself" });
    await expect(card).toContainText("At the second step, inventory. The prescription is made.");
    await expect(card).toContainText("Dockside says it is not available at the moment.");
    await expect(card).toContainText(new RegExp(`Tried (once, at|\\d times since) ${CLOCK}\\.`));
    await expect(card).toContainText(
      new RegExp(`In \\d:\\d\\d \\(${CLOCK}\\) we send the same request with the same reference`),
    );
    await expect(card).toContainText("the order is undone and the customer is told");
    await expect(seen.getByRole("region", { name: "What to tell the customer" })).toContainText(
      "Setting your items aside takes a little longer than usual",
    );
  }
  await expect(admin.page.getByText(new RegExp(`is looking, since ${CLOCK}`))).toBeVisible();
});

test("a customer's data is shown for a purpose, for five minutes, and the order's history tells it", async ({
  pageOf,
}) => {
  const { orderNumber } = await placeOrder();
  const order = new OrderPage(await pageOf("support"));
  await order.page.clock.install();
  await order.goto(orderNumber);
  const customer = order.page.getByRole("region", { name: "Customer", exact: true });
  const history = order.page.getByRole("region", { name: "History" });
  const dialog = order.page.getByRole("dialog");
  await expect(customer).toContainText("t***@e***.com");

  await customer.getByRole("button", { name: "Reveal…" }).click();
  await dialog.getByRole("button", { name: "Show for 5 minutes" }).click();
  await expect(dialog).toContainText("Choose a purpose. It stands in the record.");
  await dialog.getByLabel("The customer is on the line").check();
  await dialog.getByRole("button", { name: "Show for 5 minutes" }).click();
  await expect(customer).toContainText("test.thistlewick@example.com");
  await expect(customer).toContainText("12 Bobbin Street");
  await expect(customer).toContainText(new RegExp(`In clear until ${CLOCK}`));
  await expect(history).toContainText(
    /saw the customer’s name, .*Purpose: the customer is on the line/,
  );
  expect(order.page.url()).not.toContain("thistlewick");

  await order.page.clock.fastForward("05:01");
  await expect(customer).toContainText("t***@e***.com");
  await expect(customer).not.toContainText("thistlewick");
});
