import type { Locator, Page } from "@playwright/test";

/** More stops than this no page has between two things that belong together. */
const MOST_STOPS = 80;

/** Nothing but keys, as of somebody without a mouse. */
export class Keyboard {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /** From stop to stop until it has the focus. */
  async tabTo(target: Locator): Promise<void> {
    await target.waitFor();
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.press("Tab");
    }
    throw new Error(`Tab does not lead to ${target}`);
  }

  async pressButton(target: Locator): Promise<void> {
    await this.tabTo(target);
    await this.press("Enter");
  }
}
