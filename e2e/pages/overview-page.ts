import type { Locator, Page } from "@playwright/test";

export class OverviewPage {
  readonly page: Page;
  readonly heading: Locator;
  readonly history: Locator;
  readonly needs: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole("heading", { name: "Overview", level: 1 });
    this.history = page.getByRole("region", { name: "Orders finished and attempts failed" });
    this.needs = page.getByRole("region", { name: "Needs a person now" });
  }

  async goto(): Promise<void> {
    await this.page.goto("/overview");
    await this.heading.waitFor();
  }

  /** The cell of the bar whose words begin so. */
  state(words: string): Locator {
    return this.page
      .getByRole("navigation", { name: "Orders by state" })
      .getByRole("link", { name: new RegExp(`^${words}`) });
  }

  async count(words: string): Promise<number> {
    const text = await this.state(words).locator("span").last().textContent();
    return Number(text?.replaceAll(",", ""));
  }
}
