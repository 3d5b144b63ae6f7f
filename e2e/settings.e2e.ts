import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { accountOf } from "./instance.ts";
import { OverviewPage } from "./pages/overview-page.ts";
import { SignInPage } from "./pages/sign-in-page.ts";

const NEXT = "nine brown goats keep a secret";

/** The password or key that a dialog shows, this once. */
async function shownOnce(dialog: Locator): Promise<string> {
  return (await dialog.locator("code").textContent()) ?? "";
}

async function makeAccount(admin: Page): Promise<{ email: string; password: string }> {
  const email = `${randomUUID()}@desk.example`;
  await admin.goto("/settings/accounts");
  await admin.getByRole("button", { name: /New account/ }).click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make the account" }).click();
  await expect(dialog.getByText("Write the name as colleagues know it.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Robin Desk");
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByRole("button", { name: "Make the account" }).click();
  await expect(dialog.getByText("It is shown this once.")).toBeVisible();
  const password = await shownOnce(dialog);
  await dialog.getByRole("button", { name: "I have noted it" }).click();
  await expect(admin.getByRole("row").filter({ hasText: email })).toBeVisible();
  return { email, password };
}

test("an account that an admin made signs in, and changes its password itself", async ({
  pageOf,
  page,
}) => {
  const { email, password } = await makeAccount(await pageOf("admin"));
  const signIn = new SignInPage(page);
  await signIn.goto();
  await signIn.signIn(email, password);
  await new OverviewPage(page).waitFor();

  await page.getByRole("link", { name: "Settings" }).click();
  const current = page.getByLabel("Current password", { exact: true });
  const next = page.getByLabel("New password", { exact: true });
  const change = page.getByRole("button", { name: "Change the password" });
  await current.fill("not the one");
  await next.fill(NEXT);
  await change.click();
  await expect(page.getByText("It does not fit. Type it again")).toBeVisible();
  await expect(next).toHaveValue(NEXT);
  await current.fill(password);
  await next.fill("too short");
  await change.click();
  await expect(page.getByText("It is shorter than 15 characters")).toBeVisible();
  await next.fill(NEXT);
  await change.click();
  await expect(page.getByText("The password is changed.")).toBeVisible();

  await page.context().clearCookies();
  await signIn.goto();
  await signIn.signIn(email, password);
  await expect(signIn.problem).toContainText("do not match");
  await signIn.signIn(email, NEXT);
  await expect(new OverviewPage(page).heading).toBeVisible();
});

test("a key is shown once, opens, is replaced, and opens no more when it is revoked", async ({
  pageOf,
  baseURL,
}) => {
  const page = await pageOf("admin");
  const name = `Shop ${randomUUID().slice(0, 8)}`;
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: /New key/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Make the key" }).click();
  const key = await shownOnce(dialog);
  await dialog.getByRole("button", { name: "I have stored it" }).click();
  await expect(page.getByText(key)).toHaveCount(0);

  const statusWith = async (secret: string) => {
    const url = `${baseURL}/api/v1/orders/${randomUUID()}`;
    return (await fetch(url, { headers: { authorization: `Bearer ${secret}` } })).status;
  };
  expect(await statusWith(key)).toBe(404);

  const row = page.getByRole("row").filter({ hasText: key.slice(0, 26) });
  await row.getByRole("button", { name: /Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Replace…" }).click();
  await dialog.getByRole("button", { name: "Make the new key" }).click();
  const successor = await shownOnce(dialog);
  expect([await statusWith(key), await statusWith(successor)]).toEqual([404, 404]);
  await dialog.getByRole("button", { name: "I have stored it" }).click();
  await expect(row).toContainText("Replaced");

  await row.getByRole("button", { name: /Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  await dialog.getByRole("button", { name: "Revoke the key" }).click();
  await expect(row).toContainText("Revoked");
  await expect.poll(() => statusWith(key)).toBe(401);
  expect(await statusWith(successor)).toBe(404);
});

test("support is told whose right it is, and by whom it can be given", async ({ pageOf }) => {
  const page = await pageOf("support");
  await page.goto("/settings/api-keys");
  await expect(page.getByRole("heading", { name: "You cannot see API keys" })).toBeVisible();
  await expect(page.getByText(/needs the role Admin.*Alex Admin.*can give you/)).toBeVisible();
});

test("one's own account is off limits in the list, with the reason", async ({ pageOf }) => {
  const page = await pageOf("admin");
  await page.goto("/settings/accounts");
  const own = page.getByRole("row").filter({ hasText: accountOf("admin").email });
  await own.getByRole("button", { name: /Actions for/ }).click();
  const disable = page.getByRole("menuitem", { name: /Disable/ });
  await expect(disable).toHaveAttribute("aria-disabled", "true");
  await expect(disable).toContainText("This is your own account.");
});
