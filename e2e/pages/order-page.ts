import type { Locator, Page } from "@playwright/test";

type Reason = "Customer request" | "Partner outage" | "Test order";
type Effect = "Prescription" | "Stock" | "Shipping label" | "E-mail";

export class OrderPage {
  readonly page: Page;
  /** The badge beside the order's number; its state stands in `data-status`. */
  readonly status: Locator;
  readonly receipt: Locator;
  readonly menu: Locator;
  /** What the order made outside, and what became of it. */
  readonly world: Locator;

  constructor(page: Page) {
    this.page = page;
    this.status = page.getByRole("main").locator("[data-status]").first();
    this.receipt = page.getByRole("region", { name: "Your last action" });
    this.menu = page.getByRole("menu");
    this.world = page.getByRole("region", { name: "Still open in the world" });
  }

  async goto(orderNumber: string): Promise<void> {
    await this.page.goto(`/orders/${orderNumber}`);
    await this.waitFor(orderNumber);
  }

  async waitFor(orderNumber: string): Promise<void> {
    await this.page.getByRole("heading", { name: orderNumber, level: 1 }).waitFor();
    // The number stands there before the order has come, and its keys come with the order.
    await this.page.getByRole("region", { name: "History" }).waitFor();
  }

  effect(name: Effect): Locator {
    return this.world.getByRole("row", { name: new RegExp(`^${name}`) });
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
  async retry(reason: Reason, button = /^Retry/): Promise<void> {
    await this.page.getByRole("button", { name: button }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Reason").selectOption({ label: reason });
    await dialog.getByRole("button", { name: button }).click();
    await dialog.waitFor({ state: "hidden" });
  }

  /** A retry in doubt: the partner is asked what it has. */
  async ask(partner: string): Promise<void> {
    await this.retry("Partner outage", new RegExp(`^Ask ${partner} now`));
  }

  /** An admin's word, with the evidence for it. */
  async record(words: {
    answer: "It was done" | "It was not done";
    reference?: string;
    trackingNumber?: string;
    evidence: string;
  }): Promise<void> {
    await this.openMenu();
    await this.menu.getByRole("menuitem", { name: /Record what happened by hand/ }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByRole("radio", { name: new RegExp(`^${words.answer}`) }).check();
    if (words.reference !== undefined) {
      await dialog.getByLabel("The partner’s reference").fill(words.reference);
    }
    if (words.trackingNumber !== undefined) {
      await dialog.getByLabel("Tracking number").fill(words.trackingNumber);
    }
    await dialog.getByLabel("Reason").selectOption({ label: "Partner outage" });
    await dialog.getByLabel("Evidence").fill(words.evidence);
    await dialog.getByRole("button", { name: "Record it" }).click();
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
