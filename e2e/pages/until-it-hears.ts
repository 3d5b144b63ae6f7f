import type { Page } from "@playwright/test";

/**
 * A page is drawn by the server and can be seen before it hears clicks and keys. It
 * says that it is updating once its stream is open, and by then all of it hears.
 */
export async function untilItHears(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Updating/ }).waitFor();
}

/** Every address that is opened from now on is there for a person's next press. */
export function hearingAlways(page: Page): Page {
  const open = page.goto.bind(page);
  page.goto = async (...wish) => {
    const response = await open(...wish);
    await untilItHears(page);
    return response;
  };
  return page;
}
