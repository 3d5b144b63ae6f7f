import { expect, test } from "./fixtures.ts";
import { FailuresPage } from "./pages/failures-page.ts";
import { addScenario, clearScenarios, effectsOfAll, timesMet } from "./sandbox.ts";
import { followOrder, placeOrder } from "./shop.ts";

const CANNOT_READ = "ScriptLine cannot read our request";
const DISPENSED = "ScriptLine says the medicine has already been dispensed";

test("a bulk retry of 200 orders stops itself on the same error, the other 194 are not called, and all are fixed once the partner is mended", async ({
  pageOf,
}) => {
  const refusal = await addScenario({
    partner: "prescription",
    operation: "create",
    behaviour: "reject",
    code: "schema_invalid",
    times: 10_000,
  });
  const orders = await Promise.all(Array.from({ length: 200 }, () => placeOrder()));
  await expect.poll(() => timesMet(refusal)).toBe(200);

  const failures = new FailuresPage(await pageOf("support"));
  await failures.openGroup(CANNOT_READ);
  await failures.page.getByRole("button", { name: "Undo all 200…" }).click();
  await expect(failures.dialog).toContainText(
    "Only an admin may undo more than 20 orders at once.",
  );
  await expect(failures.dialog.getByRole("button", { name: "Undo and cancel" })).toBeDisabled();
  await failures.dialog.getByRole("button", { name: "Keep the orders", exact: true }).click();
  await failures.previewRetry(200);
  await expect(failures.dialog).toContainText("200 orders, as of");
  await failures.startRetry();
  await expect(failures.run).toHaveAttribute("data-bulk-state", "stopped_itself");
  await expect(failures.run).toContainText("6 of 6 orders got the same error again");
  await expect(failures.run).toContainText(
    "The other 194 orders were not touched and have used no attempt.",
  );
  await expect(failures.run.locator("[data-receipt=same_error]")).toHaveCount(6);
  const others = failures.page.getByRole("button", { name: "Retry the other 194…" });
  await expect(others).toBeEnabled();
  await failures.page.context().setOffline(true);
  await expect(others).toBeDisabled();
  await failures.page.context().setOffline(false);
  await expect(others).toBeEnabled();
  // By the partner's own count.
  expect(await timesMet(refusal)).toBe(206);

  await clearScenarios();
  await failures.previewRetry(200);
  await failures.startRetry({ perMinute: 300 });
  await expect(failures.run).toHaveAttribute("data-bulk-state", "done", { timeout: 30_000 });
  await expect(failures.run).toContainText("All 200 orders were asked for: 200 fixed");
  await failures.page.getByRole("link", { name: /^Open B-/ }).click();
  await expect(failures.page).toHaveURL(/\/bulk\/\d+$/);
  await expect(failures.run).toHaveAttribute("data-bulk-state", "done");

  const numbers = orders.map(({ orderNumber }) => orderNumber);
  await expect
    .poll(async () => new Set(Array.from(await effectsOfAll(numbers), String)))
    .toEqual(new Set(["created,reserved,purchased"]));
});

test("a note on a group stays, and so does what was said about it", async ({ pageOf }) => {
  const { orderId } = await placeOrder("undo_refused");
  await expect.poll(async () => (await followOrder(orderId)).status).toBe("on_hold");
  const failures = new FailuresPage(await pageOf("support"));
  await failures.openGroup(DISPENSED);
  await failures.page.keyboard.press("n");
  await failures.dialog.getByLabel("Note for colleagues").fill("ScriptLine looks into it");
  await failures.dialog.getByRole("button", { name: "Add note" }).click();
  await expect(failures.page.getByText("ScriptLine looks into it")).toBeVisible();

  await failures.page.getByRole("button", { name: "Change status…" }).click();
  await failures.dialog.getByLabel(/^Waiting for the partner/).check();
  await failures.dialog.getByRole("button", { name: "Save the status" }).click();
  await expect(failures.dialog).toBeHidden();

  const colleague = new FailuresPage(await pageOf("admin"));
  await colleague.openGroup(DISPENSED);
  await expect(colleague.page.getByText("ScriptLine looks into it")).toBeVisible();
  await expect(colleague.page.getByText("Marked as “waiting for the partner”.")).toBeVisible();
  await expect(
    colleague.page.locator("tr[aria-selected=true] [data-status]").first(),
  ).toHaveAttribute("data-status", "waiting_for_partner");
});
