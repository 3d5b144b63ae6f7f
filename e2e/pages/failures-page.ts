import type { Locator, Page } from "@playwright/test";

/** The groups of failures, and the newest bulk operation in the open one. */
export class FailuresPage {
  readonly page: Page;
  readonly run: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.run = page.locator("[data-bulk-state]");
    this.dialog = page.getByRole("dialog");
  }

  group(title: string): Locator {
    return this.page.getByRole("button", { name: title });
  }

  /** Comes when a worker has counted what has failed. */
  async openGroup(title: string): Promise<void> {
    await this.page.goto("/failures");
    const bar = this.page.getByRole("button", { name: /new groups?\. Show/ });
    await this.group(title).or(bar).first().waitFor();
    if (await bar.isVisible()) await bar.click();
    await this.group(title).click();
    await this.page.getByRole("heading", { name: /^Open orders/ }).waitFor();
  }

  /** Opens the dialog for the whole group and waits until its set is fixed. */
  async previewRetry(count?: number): Promise<void> {
    const name = count === undefined ? /^Retry all/ : `Retry all ${count}…`;
    await this.page.getByRole("button", { name }).click();
    await this.dialog.getByText("What will be done").waitFor();
  }

  async startRetry({ perMinute = 30 } = {}): Promise<void> {
    await this.dialog.getByLabel("At most a minute").selectOption(String(perMinute));
    await this.dialog.getByLabel("Reason").selectOption({ label: "Partner outage" });
    await this.dialog.getByRole("button", { name: "Start the retry" }).click();
    await this.dialog.waitFor({ state: "hidden" });
  }
}
