import { randomInt } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { ROLES } from "./instance.ts";
import { placeOrder } from "./shop.ts";

const box = (page: Page) => page.getByRole("searchbox");

/** A number that no other story has: the orders of a story must not meet another's. */
const newPhone = () => `+1217555${String(randomInt(10_000)).padStart(4, "0")}`;

for (const role of ROLES) {
  test(`an order is found by ${role} by the number that the customer reads out, without the mouse`, async ({
    pageOf,
  }) => {
    const { orderNumber } = await placeOrder();
    const page = await pageOf(role);
    await page.goto("/orders");
    await page.getByRole("heading", { name: "Orders", level: 1 }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type(orderNumber.toLowerCase().replaceAll("-", " "));
    await expect(page.getByRole("status").filter({ hasText: "check symbol fits" })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: orderNumber, level: 1 })).toBeVisible();
  });
}

test("a customer's orders are found by phone and e-mail, and neither is in an address", async ({
  pageOf,
}) => {
  const phone = newPhone();
  const email = `Find.${phone.slice(1)}@Example.com`;
  const first = await placeOrder(undefined, { phone, email });
  const second = await placeOrder(undefined, { phone: newPhone(), email });
  const page = await pageOf("support");
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  await page.goto("/orders");

  await box(page).fill(`(${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8)}`);
  await expect(page.getByText("A phone number: looked for exactly")).toBeVisible();
  await box(page).press("Enter");
  await expect(page).toHaveURL(new RegExp(first.orderNumber));

  await box(page).fill(email.toLowerCase());
  await box(page).press("Enter");
  const found = page.getByRole("region", { name: "What was found" });
  await expect(found.getByRole("link")).toHaveCount(2);
  await expect(found.getByRole("link").first()).toBeFocused();
  await expect(found.getByRole("link").first()).toContainText(second.orderNumber);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(first.orderNumber));
  expect(
    addresses.filter((address) => /find\.|example\.com|555/i.test(decodeURIComponent(address))),
  ).toEqual([]);
});

test("a mistyped number leads to the order that is one slip away", async ({ pageOf }) => {
  const { orderNumber } = await placeOrder();
  const page = await pageOf("support");
  await page.goto("/orders");
  const typed = `${orderNumber.slice(0, -1)}${orderNumber.endsWith("7") ? "8" : "7"}`;
  await box(page).fill(typed);
  await expect(page.getByText("looks mistyped")).toBeVisible();
  await box(page).press("Enter");
  const found = page.getByRole("region", { name: "What was found" });
  await expect(found.getByRole("heading", { name: `${typed} is mistyped` })).toBeVisible();
  await found.getByRole("link", { name: orderNumber }).click();
  await expect(page.getByRole("heading", { name: orderNumber, level: 1 })).toBeVisible();
});

test("a short address in any spelling leads to the order", async ({ pageOf }) => {
  const { orderNumber } = await placeOrder();
  const page = await pageOf("support");
  await page.goto(`/o/${orderNumber.toLowerCase().replaceAll("-", "")}`);
  await expect(page).toHaveURL(new RegExp(`/orders/${orderNumber}$`));
});
