import type { Locator, Page } from "@playwright/test";

export class InboxPage {
  readonly page: Page;
  /** The red number in the sidebar. */
  readonly count: Locator;

  constructor(page: Page) {
    this.page = page;
    this.count = page.getByRole("complementary").locator("[data-inbox-count]");
  }

  async goto(): Promise<void> {
    await this.page.goto("/needs-a-person");
    await this.page.getByRole("heading", { name: "Needs a person", level: 1 }).waitFor();
  }

  row(orderNumber: string): Locator {
    return this.page.getByRole("listitem").filter({ hasText: orderNumber });
  }
}
