import type { Browser } from "playwright-core";
import { lengthenWords } from "./in-page/lengthen-words.ts";
import { type Fault, findMisfitsOf, goTo } from "./look-at.ts";
import { type Opened, openShot, type Place } from "./open-shot.ts";
import type { Shot } from "./shot.ts";
import { takePicture } from "./take-picture.ts";

/** From the narrowest phone to the widest screen; the first and the last are also taken. */
const WIDTHS = [360, 720, 768, 1024, 1280, 1920, 2560] as const;
const TAKEN: ReadonlySet<number> = new Set([360, 2560]);
const WORDY_WIDTHS = [390, 1440] as const;
/** A window of 1440 × 900 at 200 %. */
const ZOOMED = { width: 720, height: 450, theme: "light" } as const;

type Save = (limit: string) => string | null;

/** Resizes the page as it stands, then makes its words longer, and answers what does not hold. It is of no use afterwards. */
export async function findLimits({ page }: Opened, save: Save): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    faults.push(...(await findMisfitsOf(page, String(width))));
    const path = TAKEN.has(width) ? save(String(width)) : null;
    if (path !== null) await takePicture(page, path);
  }
  await page.evaluate(lengthenWords);
  for (const width of WORDY_WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    faults.push(...(await findMisfitsOf(page, `${width} longer`)));
    const path = save(`longer-${width}`);
    if (path !== null) await takePicture(page, path);
  }
  return faults;
}

/** The page at 200 %, in a window that is as low as it is narrow. */
export async function lookZoomed(
  browser: Browser,
  shot: Shot,
  place: Place,
  path: string,
): Promise<Fault[]> {
  const opened = await openShot(browser, shot, place, { deviceScaleFactor: 2 });
  try {
    await goTo(opened, shot, place, ZOOMED);
    const faults = await findMisfitsOf(opened.page, "200 %");
    // What the window shows: whatever is docked at its edges takes its share.
    await opened.page.screenshot({ path });
    return faults;
  } finally {
    await opened.close();
  }
}
