import type { Locator, Page } from "@playwright/test";
import { z } from "zod";
import { untilItHears } from "./until-it-hears.ts";

const counts = z.object({
  result: z.object({
    data: z.object({ counts: z.object({ completed: z.object({ count: z.number() }) }) }),
  }),
});

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
    await this.waitFor();
  }

  async waitFor(): Promise<void> {
    await this.heading.waitFor();
    await untilItHears(this.page);
  }

  /** The cell of the bar whose words begin so. */
  state(words: string): Locator {
    return this.page
      .getByRole("navigation", { name: "Orders by state" })
      .getByRole("link", { name: new RegExp(`^${words}`) });
  }

  /** How many orders the list of completed orders holds. */
  async completedInList(): Promise<number> {
    const response = await this.page.request.get("/api/trpc/console/orders.counts");
    return counts.parse(await response.json()).result.data.counts.completed.count;
  }

  async count(words: string): Promise<number> {
    // Before the numbers come the cells hold grey bars.
    const number = this.state(words).locator("span").last().filter({ hasText: /\S/ });
    const text = await number.textContent();
    return Number(text?.replaceAll(",", ""));
  }
}
