import { expect, test } from "./fixtures.ts";
import { placeOrder } from "./shop.ts";

const CLOCK = String.raw`\d\d:\d\d:\d\d C[SD]T`;
/** What every order of these stories has; see e2e/shop.ts. */
const ZIP = "62704";
const BIRTH_DATE = "1980-02-29";

for (const role of ["support", "admin"] as const) {
  test(`a caller is compared with the order by ${role}, who sees nothing of its data`, async ({
    openOrder,
  }) => {
    const { orderNumber } = await placeOrder();
    const { page } = await openOrder(orderNumber, role);
    const customer = page.getByRole("region", { name: "Customer", exact: true });
    const history = page.getByRole("region", { name: "History" });
    const dialog = page.getByRole("dialog");
    const answer = dialog.getByRole("status");
    const opener = customer.getByRole("button", { name: "Compare birth date or ZIP…" });
    const addresses: string[] = [];
    page.on("request", (request) => addresses.push(request.url()));

    // By keyboard alone, as everything else.
    await opener.focus();
    await page.keyboard.press("Enter");
    await dialog.getByRole("radio", { name: /^ZIP/ }).focus();
    await page.keyboard.press("Space");
    const zip = dialog.getByLabel("ZIP that the caller gives");
    const compare = dialog.getByRole("button", { name: "Compare" });
    await zip.fill("627");
    await compare.press("Enter");
    await expect(dialog).toContainText("Type the five digits, or five and four with a hyphen.");
    await expect(zip).toBeFocused();
    await zip.fill("62701");
    await compare.press("Enter");
    await expect(answer).toHaveText("ZIP does not match · 4 tries left this hour");
    // What is typed next has no answer yet.
    await zip.fill(`${ZIP}-1234`);
    await expect(answer).toBeEmpty();
    await compare.press("Enter");
    await expect(answer).toHaveText(new RegExp(`^ZIP matches · checked by you ${CLOCK}$`));

    await dialog.getByRole("radio", { name: /^Birth date/ }).check();
    await dialog.getByLabel("Birth date that the caller gives").fill(BIRTH_DATE);
    await compare.press("Enter");
    await expect(answer).toHaveText(new RegExp(`^Birth date matches · checked by you ${CLOCK}$`));
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();

    await expect(customer).toContainText("ZIP matches");
    await expect(customer).toContainText("Birth date matches");
    await expect(customer).toContainText("1980-**-**");
    await expect(history).toContainText("compared a caller’s ZIP: it does not match");
    await expect(history).toContainText("compared a caller’s birth date: it matches");
    await expect(customer).not.toContainText(ZIP);
    expect(await page.content()).not.toContain(BIRTH_DATE);
    expect(addresses.join()).toContain("customer.checkCaller");
    expect(addresses.join()).not.toMatch(new RegExp(`${ZIP}|62701|${BIRTH_DATE}`));
  });
}

test("an order is tried five times an hour by all together, then says when again", async ({
  openOrder,
}) => {
  const { orderNumber } = await placeOrder();
  for (const [role, tries] of [
    ["support", 3],
    ["admin", 2],
  ] as const) {
    const { page } = await openOrder(orderNumber, role);
    await page.getByRole("button", { name: "Compare birth date or ZIP…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /^ZIP/ }).check();
    for (let i = 0; i < tries; i++) {
      await dialog.getByLabel("ZIP that the caller gives").fill(`6270${5 + i}`);
      const answered = page.waitForResponse(/customer\.checkCaller/);
      await dialog.getByRole("button", { name: "Compare" }).click();
      await answered;
    }
    if (role === "support") {
      await expect(dialog.getByRole("status")).toContainText("2 tries left this hour");
      continue;
    }
    await expect(dialog.getByRole("status")).toHaveText(
      new RegExp(`^ZIP does not match · no tries left until ${CLOCK}$`),
    );
    await expect(dialog.getByRole("button", { name: "Compare" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
  }

  // Whoever has not tried yet hears it from the server, also with the right answer.
  const { page } = await openOrder(orderNumber);
  await page.getByRole("button", { name: "Compare birth date or ZIP…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Birth date that the caller gives").fill(BIRTH_DATE);
  await dialog.getByRole("button", { name: "Compare" }).click();
  await expect(dialog.getByRole("status")).toHaveText(
    new RegExp(`^Not compared: all 5 tries are used · again from ${CLOCK}$`),
  );
});
