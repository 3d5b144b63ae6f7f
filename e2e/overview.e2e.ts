import { expect, test } from "./fixtures.ts";
import { OverviewPage } from "./pages/overview-page.ts";
import { addScenario, CARRIER_WANTS_TIME } from "./sandbox.ts";
import { followOrder, placeOrder } from "./shop.ts";

test("an order placed shows in the overview's numbers without a reload, and they lead to its list", async ({
  pageOf,
}) => {
  const overview = new OverviewPage(await pageOf("support"));
  await overview.page.goto("/");
  await expect(overview.page).toHaveURL(/\/overview$/);
  await overview.state("Completed 24 h").waitFor();
  const { orderId, orderNumber } = await placeOrder();
  await expect.poll(async () => (await followOrder(orderId)).status).toBe("shipped");
  // All of this product's orders are younger than a day.
  const completed = await overview.completedInList();
  await expect
    .poll(() => overview.count("Completed 24 h"), { timeout: 30_000 })
    .toBeGreaterThanOrEqual(completed);
  await expect(overview.history).toContainText(/[1-9][\d,]* completed/);

  await overview.state("Completed 24 h").click();
  await expect(overview.page).toHaveURL(/\/orders\?state=completed$/);
  await expect(overview.page.getByRole("link", { name: orderNumber })).toBeVisible();
});

test("an order that waits is counted under its own state, never as running", async ({ pageOf }) => {
  const overview = new OverviewPage(await pageOf("support"));
  await overview.goto();
  await overview.state("Retrying").waitFor();
  const retrying = await overview.count("Retrying");
  const running = await overview.count("Running");
  await addScenario(CARRIER_WANTS_TIME);
  const { orderNumber } = await placeOrder();
  await expect.poll(() => overview.count("Retrying")).toBe(retrying + 1);
  expect(await overview.count("Running")).toBe(running);
  await overview.state("Retrying").click();
  await expect(overview.page.getByRole("link", { name: orderNumber })).toBeVisible();
});

test("who needs a person stands with what to do, and opens by keyboard alone", async ({
  pageOf,
}) => {
  const { orderId } = await placeOrder("undo_refused");
  await expect.poll(async () => (await followOrder(orderId)).status).toBe("on_hold");
  const overview = new OverviewPage(await pageOf("support"));
  await overview.goto();
  // Whoever has least time left stands first: it need not be this one.
  const first = overview.needs.getByRole("listitem").first();
  await expect(first).toContainText("Next:");
  const [orderNumber] = /RX-\w{4}-\w{4}/.exec((await first.textContent()) ?? "") ?? [];
  await overview.page.keyboard.press("j");
  await overview.page.keyboard.press("Enter");
  await expect(overview.page).toHaveURL(new RegExp(`/orders/${orderNumber}`));
});

test("the chart is read by arrow keys, and as a table", async ({ pageOf }) => {
  await placeOrder();
  const overview = new OverviewPage(await pageOf("support"));
  await overview.goto();
  const chart = overview.history.getByRole("slider", { name: "Interval of the chart" });
  await chart.focus();
  await overview.page.keyboard.press("ArrowLeft");
  await expect(chart).toHaveAttribute(
    "aria-valuetext",
    /\d\d:\d\d to \d\d:\d\d CST: [\d,]+ completed/,
  );
  await overview.history.getByRole("link", { name: "1 h", exact: true }).click();
  await expect(overview.page).toHaveURL(/range=1h/);
  await overview.history.getByRole("button", { name: "Show as table" }).click();
  const numbers = overview.history.getByRole("table", { name: /^Orders finished/ });
  await expect(numbers.getByRole("row")).toHaveCount(14);
});
