import type { Page } from "playwright-core";

/** All of the page, in a window so high that what is docked at its edges stands at the edges. */
export async function takePicture(page: Page, path: string): Promise<void> {
  const size = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (size !== null) await page.setViewportSize({ width: size.width, height });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path });
}
