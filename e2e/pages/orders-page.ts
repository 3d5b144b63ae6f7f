import type { Locator, Page } from "@playwright/test";

export class OrdersPage {
  readonly page: Page;
  readonly heading: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole("heading", { name: "Orders", level: 1 });
  }

  async goto(): Promise<void> {
    await this.page.goto("/orders");
  }

  row(orderNumber: string): Locator {
    return this.page.getByRole("row").filter({ hasText: orderNumber });
  }

  async select(orderNumber: string): Promise<void> {
    await this.page.getByRole("checkbox", { name: `Select ${orderNumber}` }).check();
  }

  /** What floats at the bottom while orders are selected. */
  get selected(): Locator {
    return this.page.getByRole("region", { name: "Selected orders" });
  }

  async open(orderNumber: string): Promise<void> {
    await this.page.getByRole("link", { name: orderNumber }).click();
  }
}
