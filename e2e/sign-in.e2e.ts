import { expect, test } from "./fixtures.ts";
import { accountOf } from "./instance.ts";
import { OverviewPage } from "./pages/overview-page.ts";
import { SignInPage } from "./pages/sign-in-page.ts";

test("a wrong password is refused in words, the right one leads to the overview", async ({
  page,
}) => {
  const { email, password } = accountOf("support");
  const signIn = new SignInPage(page);
  await signIn.goto();
  await expect(page.getByRole("contentinfo")).toContainText(/System is up\s*Version \d/);
  await signIn.signIn(email, "not-the-password");
  await expect(signIn.problem).toContainText("E-mail and password do not match.");
  await expect(page).toHaveURL(/\/sign-in/);

  await signIn.signIn(email, password);
  await expect(new OverviewPage(page).heading).toBeVisible();
  await expect(page).toHaveURL(/\/overview$/);
});

test("a signed-out person is led to sign-in, and after it to the page that was asked for", async ({
  page,
}) => {
  for (const path of [
    "/",
    "/overview",
    "/orders",
    "/orders?state=cancelled",
    "/orders/RX-0000-0000",
  ]) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/sign-in/);
  }
  const { email, password } = accountOf("admin");
  await page.goto("/orders?state=cancelled");
  await new SignInPage(page).signIn(email, password);
  await expect(page).toHaveURL(/\/orders\?state=cancelled$/);
});

test("signing out ends the session", async ({ page }) => {
  const { email, password } = accountOf("support");
  const signIn = new SignInPage(page);
  await signIn.goto();
  await signIn.signIn(email, password);
  await new OverviewPage(page).waitFor();
  await page.getByRole("button", { name: /Support/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/orders");
  await expect(page).toHaveURL(/\/sign-in/);
});

const QUERIES = [
  "overview.now",
  "overview.history",
  "orders.list",
  "orders.counts",
  "orders.get",
  "system.status",
  "system.me",
  "partners.list",
  "partners.figures",
  "queues.list",
  "faults.list",
  "account.get",
  "accounts.list",
  "accounts.admins",
  "apiKeys.list",
  "staffActions.list",
  "live.changes",
];
const MUTATIONS = [
  "orders.retry",
  "orders.undo",
  "orders.hold",
  "orders.release",
  "orders.resolve",
  "partners.hold",
  "partners.release",
  "faults.inject",
  "faults.clear",
  "account.changePassword",
  "account.endSession",
  "account.endOtherSessions",
  "customer.reveal",
  "customer.checkCaller",
  "accounts.create",
  "accounts.setDisabled",
  "accounts.setRole",
  "accounts.resetPassword",
  "apiKeys.create",
  "apiKeys.rotate",
  "apiKeys.revoke",
];

test("signed out, every procedure of the console answers 401", async ({ request, baseURL }) => {
  const headers = { origin: baseURL ?? "" };
  for (const name of QUERIES) {
    const response = await request.get(`/api/trpc/console/${name}`, { headers });
    expect(response.status(), name).toBe(401);
  }
  for (const name of MUTATIONS) {
    const response = await request.post(`/api/trpc/console/${name}`, { headers, data: {} });
    expect(response.status(), name).toBe(401);
  }
});
