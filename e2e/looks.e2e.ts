import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { FailuresPage } from "./pages/failures-page.ts";
import { addScenario } from "./sandbox.ts";
import { takePicture } from "./screens/take-picture.ts";
import { followOrder, placeOrder, type Trouble } from "./shop.ts";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
const THEMES = ["light", "dark"] as const;
const PICTURES = join(import.meta.dirname, "..", "test-results", "screens");

/** Takes a picture in each size and theme, and holds each against the rules that a machine can check. */
async function look(
  page: Page,
  name: string,
  path: string,
  ready: string,
  act: (page: Page) => Promise<void> = async () => undefined,
): Promise<void> {
  for (const size of SIZES) {
    for (const theme of THEMES) {
      await page.setViewportSize(size);
      await page.goto(`${path}${path.includes("?") ? "&" : "?"}theme=${theme}`);
      await expect(page.locator(ready).filter({ visible: true }).first()).toBeVisible();
      await act(page);
      const where = `${name}, ${size.width} px, ${theme}`;
      const tooWide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect.soft(tooWide, `${where}: px too wide`).toBeLessThanOrEqual(0);

      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
      expect.soft(serious, where).toEqual([]);
      await takePicture(page, join(PICTURES, `${name}-${size.width}-${theme}.png`));
    }
  }
}

/** What stands on a page once its data has come. */
const DATA = "main [data-status]";

async function placeUntil(status: string, trouble?: Trouble): Promise<string> {
  const { orderId, orderNumber } = await placeOrder(trouble);
  await expect.poll(async () => (await followOrder(orderId)).status).toBe(status);
  return orderNumber;
}

test("the sign-in page is in order, light and dark, wide and narrow", async ({ page }) => {
  await look(page, "sign-in", "/sign-in", "form");
});

test("the overview is in order, light and dark, wide and narrow", async ({ pageOf }) => {
  test.slow();
  for (let orders = 0; orders < 12; orders += 1) await placeOrder();
  await placeOrder("out_of_stock");
  await addScenario({
    partner: "carrier",
    operation: "create",
    behaviour: "unavailable",
    retryAfterSeconds: 600,
    times: 3,
  });
  for (let orders = 0; orders < 3; orders += 1) await placeOrder();
  await placeUntil("on_hold", "undo_refused");
  await look(await pageOf("support"), "overview", "/overview", "main [data-saga]");
});

test("the list is in order, light and dark, wide and narrow", async ({ pageOf }) => {
  await placeUntil("on_hold", "undo_refused");
  await placeUntil("cancelled", "out_of_stock");
  await placeUntil("shipped");
  await addScenario({
    partner: "carrier",
    operation: "create",
    behaviour: "unavailable",
    retryAfterSeconds: 600,
  });
  await placeOrder();
  const page = await pageOf("support");
  await look(page, "orders", "/orders", DATA);
  await look(page, "orders-needs-a-person", "/orders?state=needs_a_person", DATA);
  await look(
    page,
    "orders-filtered",
    "/orders?state=open&status=undo_refused,retrying&partner=carrier",
    DATA,
  );
});

test("what needs a person is in order, light and dark, wide and narrow", async ({ pageOf }) => {
  await placeUntil("on_hold", "undo_refused");
  await addScenario({
    partner: "notifications",
    operation: "mail",
    behaviour: "permanent",
    times: 1,
  });
  await placeUntil("shipped");
  const page = await pageOf("support");
  await look(page, "needs-a-person", "/needs-a-person", "main [data-saga]");
  await look(page, "needs-a-person-mine", "/needs-a-person?owner=mine", "main h2");
});

test("the partners page is in order, light and dark, wide and narrow", async ({ pageOf }) => {
  await look(await pageOf("admin"), "partners", "/partners", "main h2");
});

test("queues and settings are in order, light and dark, wide and narrow", async ({ pageOf }) => {
  const admin = await pageOf("admin");
  await look(admin, "queues", "/queues", "main table");
  await look(admin, "settings-account", "/settings/account", "main form");
  await look(admin, "settings-accounts", "/settings/accounts", "main table");
  await look(admin, "settings-api-keys", "/settings/api-keys", "main table");
  const support = await pageOf("support");
  await look(support, "settings-forbidden", "/settings/api-keys", "main h2");
});

test("the events are in order, light and dark, wide and narrow", async ({ pageOf }) => {
  await placeUntil("cancelled", "out_of_stock");
  const page = await pageOf("support");
  await look(page, "events", "/events", "main tbody tr");
  await page.goto("/events?type=OrderCancelled");
  await page.getByRole("button", { name: "OrderCancelled" }).first().click();
  await expect(page).toHaveURL(/event=\d+/);
  const { search } = new URL(page.url());
  await look(page, "event", `/events${search}`, "[role=dialog] table");
});

test("the failures and a bulk operation are in order, light and dark, wide and narrow", async ({
  pageOf,
}) => {
  test.slow();
  for (let placed = 0; placed < 9; placed += 1) await placeUntil("on_hold", "undo_refused");
  await placeUntil("cancelled", "out_of_stock");
  await placeUntil("cancelled", "undeliverable_address");
  const page = await pageOf("support");
  const failures = new FailuresPage(page);
  await look(page, "failures", "/failures", DATA);
  await failures.openGroup("ScriptLine says the medicine has already been dispensed");
  await failures.previewRetry();
  await page.screenshot({ path: join(PICTURES, "bulk-preview.png") });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect
    .soft(
      violations.map(({ id }) => id),
      "the preview",
    )
    .toEqual([]);
  await failures.startRetry();
  await expect(failures.run).toHaveAttribute("data-bulk-state", "stopped_itself", {
    timeout: 40_000,
  });
  const opened = new URL(page.url());
  await look(page, "failures-open", opened.pathname + opened.search, "[data-receipt]");
  await page.getByRole("link", { name: /^Open B-/ }).click();
  await expect(page).toHaveURL(/bulk/);
  await look(page, "bulk", new URL(page.url()).pathname, "[data-receipt]");
});

test("the page of an order is in order, light and dark, wide and narrow", async ({ pageOf }) => {
  test.slow();
  const page = await pageOf("support");
  await look(page, "order-completed", `/orders/${await placeUntil("shipped")}`, DATA);
  const cancelled = await placeUntil("cancelled", "undeliverable_address");
  await look(page, "order-cancelled", `/orders/${cancelled}`, DATA);
  await look(page, "order-events", `/orders/${cancelled}?show=events`, DATA);
  const refused = await placeUntil("on_hold", "undo_refused");
  await look(page, "order-undo-refused", `/orders/${refused}`, DATA);
});

test("an order in trouble and its dialogs are in order, light and dark, wide and narrow", async ({
  pageOf,
}) => {
  test.slow();
  await addScenario({
    partner: "carrier",
    operation: "create",
    behaviour: "unavailable",
    retryAfterSeconds: 600,
  });
  const path = `/orders/${(await placeOrder()).orderNumber}`;
  const page = await pageOf("support");
  await page.goto(path);
  await expect(page.locator("main [data-status=retrying]").first()).toBeVisible();
  await look(page, "order-retrying", path, DATA);
  const inDialog = async (open: () => Promise<void>) => {
    await open();
    await expect(page.getByRole("dialog")).toBeVisible();
  };
  await look(page, "order-retry", path, DATA, () =>
    inDialog(() => page.getByRole("button", { name: /^Retry shipment/ }).click()),
  );
  await look(page, "order-undo", path, DATA, () =>
    inDialog(async () => {
      await page.getByRole("button", { name: "More", exact: true }).click();
      await page.getByRole("menuitem", { name: /Undo this order/ }).click();
    }),
  );
  await look(page, "order-event", path, DATA, () =>
    inDialog(() => page.getByRole("button", { name: "Events #4" }).click()),
  );
});
