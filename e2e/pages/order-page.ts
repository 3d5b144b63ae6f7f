import type { Locator, Page } from "@playwright/test";

type Reason = "Customer request" | "Partner outage" | "Test order";

export class OrderPage {
  readonly page: Page;
  /** The badge beside the order's number; its state stands in `data-status`. */
  readonly status: Locator;
  readonly receipt: Locator;
  readonly menu: Locator;

  constructor(page: Page) {
    this.page = page;
    this.status = page.getByRole("main").locator("[data-status]").first();
    this.receipt = page.getByRole("region", { name: "Your last action" });
    this.menu = page.getByRole("menu");
  }

  async goto(orderNumber: string): Promise<void> {
    await this.page.goto(`/orders/${orderNumber}`);
    await this.page.getByRole("heading", { name: orderNumber, level: 1 }).waitFor();
    // The number stands there before the order has come, and its keys come with the order.
    await this.page.getByRole("region", { name: "History" }).waitFor();
  }

  /** The types of the raw events, oldest first. */
  async eventTypes(): Promise<string[]> {
    const history = this.page.getByRole("region", { name: "History" });
    const turn = history.getByRole("button", { name: "Newest first" });
    const tabs = history.getByRole("group", { name: "Show" });
    await tabs.getByRole("button", { name: /^Events/ }).click();
    if (await turn.isVisible()) await turn.click();
    await history.getByRole("button", { name: "Oldest first" }).waitFor();
    const lines = await history.getByRole("listitem").allInnerTexts();
    return lines.map((line) => /[A-Z][a-z]+(?:[A-Z][a-z]+)+/.exec(line)?.[0] ?? line);
  }

  async openMenu(): Promise<void> {
    await this.page.getByRole("button", { name: /^(Actions|More)$/ }).click();
    await this.menu.waitFor();
  }

  /** Presses the button that stands out, gives the reason, confirms. */
  async retry(reason: Reason): Promise<void> {
    await this.page.getByRole("button", { name: /^Retry/ }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Reason").selectOption({ label: reason });
    await dialog.getByRole("button", { name: /^Retry/ }).click();
    await dialog.waitFor({ state: "hidden" });
  }

  async undo(reason: Reason): Promise<void> {
    await this.openMenu();
    await this.menu.getByRole("menuitem", { name: /Undo this order/ }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Reason").selectOption({ label: reason });
    await dialog.getByRole("button", { name: "Undo and cancel" }).click();
    await dialog.waitFor({ state: "hidden" });
  }
}
