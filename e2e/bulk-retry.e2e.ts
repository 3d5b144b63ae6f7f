import { expect, test } from "./fixtures.ts";
import { FailuresPage } from "./pages/failures-page.ts";
import { followOrder, placeOrder } from "./shop.ts";

const GROUP = "ScriptLine says the medicine has already been dispensed";

async function placeRefused(count: number): Promise<void> {
  const orders = await Promise.all(Array.from({ length: count }, () => placeOrder("undo_refused")));
  for (const { orderId } of orders) {
    await expect.poll(async () => (await followOrder(orderId)).status).toBe("on_hold");
  }
}

test("a bulk retry of a group stops itself when the same error comes again", async ({ pageOf }) => {
  await placeRefused(8);
  const failures = new FailuresPage(await pageOf("support"));
  await failures.openGroup(GROUP);
  await failures.previewRetry();
  await expect(failures.dialog).toContainText("ScriptLine is asked to cancel the prescription");
  await failures.startRetry();

  await expect(failures.run).toHaveAttribute("data-bulk-state", "stopped_itself", {
    timeout: 40_000,
  });
  await expect(failures.run).toContainText("6 of 6 orders got the same error again");
  await expect(failures.run).toContainText("were not touched and have used no attempt");
  await expect(failures.run.locator("[data-receipt=same_error]")).toHaveCount(6);

  await failures.page.getByRole("link", { name: /^Open B-/ }).click();
  await expect(failures.page).toHaveURL(/\/bulk\/\d+$/);
  await expect(failures.run).toHaveAttribute("data-bulk-state", "stopped_itself");
  await expect(failures.page.getByRole("button", { name: /^Retry the other/ })).toBeEnabled();
});

test("a note on a group stays, and so does what was said about it", async ({ pageOf }) => {
  await placeRefused(1);
  const failures = new FailuresPage(await pageOf("support"));
  await failures.openGroup(GROUP);
  await failures.page.keyboard.press("n");
  await failures.dialog.getByLabel("Note for colleagues").fill("ScriptLine looks into it");
  await failures.dialog.getByRole("button", { name: "Add note" }).click();
  await expect(failures.page.getByText("ScriptLine looks into it")).toBeVisible();

  await failures.page.getByRole("button", { name: "Change status…" }).click();
  await failures.dialog.getByLabel(/^Waiting for the partner/).check();
  await failures.dialog.getByRole("button", { name: "Save the status" }).click();
  await expect(failures.dialog).toBeHidden();

  const colleague = new FailuresPage(await pageOf("admin"));
  await colleague.openGroup(GROUP);
  await expect(colleague.page.getByText("ScriptLine looks into it")).toBeVisible();
  await expect(colleague.page.getByText("Marked as “waiting for the partner”.")).toBeVisible();
  await expect(
    colleague.page.locator("tr[aria-selected=true] [data-status]").first(),
  ).toHaveAttribute("data-status", "waiting_for_partner");
});
