import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { addScenario } from "./sandbox.ts";
import { followOrder, placeOrder, type Trouble } from "./shop.ts";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
const THEMES = ["light", "dark"] as const;
const PICTURES = join(import.meta.dirname, "..", "test-results", "screens");

/** Takes a picture in each size and theme, and holds each against the rules that a machine can check. */
async function look(page: Page, name: string, path: string, ready: string): Promise<void> {
  for (const size of SIZES) {
    for (const theme of THEMES) {
      await page.setViewportSize(size);
      await page.goto(`${path}${path.includes("?") ? "&" : "?"}theme=${theme}`);
      await expect(page.locator(ready).filter({ visible: true }).first()).toBeVisible();
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
      await takePicture(page, size.width, join(PICTURES, `${name}-${size.width}-${theme}.png`));
    }
  }
}

/** All of the page, in a window so high that what is docked at its edges stands at the edges. */
async function takePicture(page: Page, width: number, path: string): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path });
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
});

test("the partners page is in order, light and dark, wide and narrow", async ({ pageOf }) => {
  await look(await pageOf("admin"), "partners", "/partners", "main h2");
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
