import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Shot } from "./shots.ts";
import { takePicture } from "./take-picture.ts";

const READY_WITHIN_MS = 15_000;
/** What moves after this moves for another reason than its loading. */
const SETTLE_MS = 700;
/** A page may not jump while it loads; what is felt begins at twice this. */
const MOST_SHIFT = 0.05;

export type Look = { width: number; height: number; theme: "light" | "dark" };

export const LOOKS: readonly Look[] = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
].flatMap((size) => (["light", "dark"] as const).map((theme) => ({ ...size, theme })));

/** From the narrowest phone to the widest screen; 720 is a window of 1440 at 200 %. */
const WIDTHS = [360, 720, 768, 1024, 1280, 1920, 2560];

/** Takes one picture, and answers what is wrong with the page by the rules that a machine can check. */
export async function shoot(
  browser: Browser,
  shot: Shot,
  look: Look,
  options: { url: string; out: string; state: BrowserContextOptions["storageState"] },
): Promise<string[]> {
  const { width, height, theme } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    timezoneId: "America/Chicago",
    reducedMotion: "reduce",
    ...(options.state && { storageState: options.state }),
  });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    // A page that is not there is told so by its status, too.
    const isMissing = shot.name === "not-found" && message.text().includes("404");
    if (message.type() === "error" && !isMissing) wrong.push(`console: ${message.text()}`);
  });
  await page.addInitScript(watchShifts);
  try {
    const mark = shot.path.includes("?") ? "&" : "?";
    await page.goto(`${options.url}${shot.path}${mark}theme=${theme}`);
    await awaitReady(page);
    wrong.push(...(await findShift(page)));
    await shot.act?.(page);
    if (shot.act) await page.waitForTimeout(SETTLE_MS);
    wrong.push(...(await findFaults(page)));
    const path = join(options.out, `${shot.name}-${width}-${theme}.png`);
    if (shot.windowOnly) await page.screenshot({ path });
    else await takePicture(page, path);
    // Once for each page: nothing is drawn but what widths change.
    if (look === LOOKS[0]) wrong.push(...(await findTooWide(page)));
  } catch (error) {
    wrong.push(`not taken: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
  } finally {
    await context.close();
  }
  return wrong;
}

type Watched = { shift?: number };

/** Runs in the page, before anything of it. */
function watchShifts(): void {
  const watched = window as unknown as Watched;
  watched.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as unknown as {
        value: number;
        hadRecentInput: boolean;
      };
      if (!hadRecentInput) watched.shift = (watched.shift ?? 0) + value;
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** The page has a title and no part of it is still a skeleton. */
async function awaitReady(page: Page): Promise<void> {
  await page.locator("h1, h2").filter({ visible: true }).first().waitFor();
  await page.waitForFunction(() => document.querySelector(".sk") === null, null, {
    timeout: READY_WITHIN_MS,
  });
  await page.waitForTimeout(SETTLE_MS);
}

async function findShift(page: Page): Promise<string[]> {
  const shift = await page.evaluate(() => (window as unknown as Watched).shift ?? 0);
  return shift < MOST_SHIFT ? [] : [`it jumps while it loads, by ${shift.toFixed(3)}`];
}

async function findTooWide(page: Page): Promise<string[]> {
  const wrong: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const tooWide = await overflowOf(page);
    if (tooWide > 0) wrong.push(`${tooWide} px too wide at ${width}`);
  }
  return wrong;
}

const overflowOf = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function findFaults(page: Page): Promise<string[]> {
  const tooWide = await overflowOf(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return [
    ...(tooWide > 0 ? [`${tooWide} px too wide`] : []),
    ...violations.map(
      ({ id, nodes }) => `axe ${id}: ${nodes.map(({ html }) => html.slice(0, 140)).join(" | ")}`,
    ),
  ];
}
