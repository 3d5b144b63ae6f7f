import { expect, test } from "./fixtures.ts";
import { effectsOf } from "./sandbox.ts";
import { followOrder, placeOrder } from "./shop.ts";

test("an outage that an admin injects is told by a banner, and the orders heal by themselves", async ({
  pageOf,
}) => {
  test.slow();
  const page = await pageOf("admin");
  await page.goto("/partners");
  await page.getByRole("button", { name: "Dockside…", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Is down").check();
  await dialog.getByLabel("For how many seconds").fill("600");
  await expect(dialog).toContainText("a banner says so");
  await dialog.getByRole("button", { name: "Inject the fault" }).click();
  const faults = page.getByRole("region", { name: "Inject a fault" });
  await expect(faults).toContainText("Is down");

  const orders = await Promise.all(Array.from({ length: 30 }, () => placeOrder()));
  const banner = page.getByText(/Nothing is sent to Dockside since/);
  await expect(banner).toBeVisible({ timeout: 60_000 });

  await faults.getByRole("button", { name: /Back to normal/ }).click();
  await expect(faults).toContainText("All bundled partners behave well");
  const statuses = async () => {
    const all = await Promise.all(orders.map(({ orderId }) => followOrder(orderId)));
    return [...new Set(all.map(({ status }) => status))];
  };
  await expect.poll(statuses, { timeout: 90_000 }).toEqual(["shipped"]);
  await expect(banner).toHaveCount(0, { timeout: 30_000 });
  for (const { orderNumber } of orders) {
    expect(await effectsOf(orderNumber), orderNumber).toEqual(["created", "reserved", "purchased"]);
  }
});

test("support sees the partners and injects nothing", async ({ pageOf }) => {
  const page = await pageOf("support");
  await page.goto("/partners");
  await expect(page.getByRole("heading", { name: "Dockside" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Inject a fault" })).toHaveCount(0);
});
