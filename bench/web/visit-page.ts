import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { ConsolePage } from "./pages.ts";

export type FirstLoad = {
  usableMs: number;
  /** As sent over the wire, so compressed. */
  scriptBytes: number;
  requests: number;
};

type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;
export type Visitor = { browser: Browser; webUrl: string; signedIn: StorageState };

/** So long a page may still ask for more after it can be used: what it fetches ahead counts as well. */
const SETTLE_MS = 1_000;

/** Opens a page with nothing in the browser's cache. The caller closes its context. */
export async function visitPage(
  { browser, webUrl, signedIn }: Visitor,
  wanted: ConsolePage,
): Promise<{ page: Page; load: FirstLoad }> {
  const context = await browser.newContext({ baseURL: webUrl, storageState: signedIn });
  const page = await context.newPage();
  const traffic = await watchTraffic(page);
  await page.addInitScript(awaitUsable, wanted);
  await page.goto(wanted.path, { waitUntil: "commit" });
  const usable = await page.waitForFunction(
    () => performance.getEntriesByName("bench-usable")[0]?.startTime,
  );
  const usableMs = Number(await usable.jsonValue());
  await page.waitForTimeout(SETTLE_MS);
  return { page, load: { usableMs, ...traffic() } };
}

/**
 * Runs in the page, from before its first byte: once the content is there it
 * uses the control in every frame until that is heard. The clock of a page
 * starts with its navigation.
 */
function awaitUsable({ content, control, reacted }: ConsolePage): void {
  const use = () => {
    if (control.type === "key") {
      document.dispatchEvent(new KeyboardEvent("keydown", { key: control.key, bubbles: true }));
    } else document.querySelector<HTMLElement>(control.selector)?.click();
  };
  let isThere = false;
  const look = () => {
    // Once and for all: what the control does may put something else in its place.
    isThere ||= document.querySelector(content)?.checkVisibility() ?? false;
    if (isThere) {
      if (document.querySelector(reacted)) {
        performance.mark("bench-usable");
        return;
      }
      use();
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function watchTraffic(page: Page): Promise<() => Omit<FirstLoad, "usableMs">> {
  const session = await page.context().newCDPSession(page);
  const scripts = new Set<string>();
  let scriptBytes = 0;
  let requests = 0;
  session.on("Network.requestWillBeSent", ({ requestId, type }) => {
    requests += 1;
    if (type === "Script") scripts.add(requestId);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) scriptBytes += encodedDataLength;
  });
  await session.send("Network.enable");
  return () => ({ scriptBytes, requests });
}

/** Follows a link within the console; the time from the click to the first frame with the content. */
export async function followLink(page: Page, link: string, to: ConsolePage): Promise<number> {
  return page.evaluate(
    ([selector, content]) =>
      new Promise<number>((resolve, reject) => {
        const element = document.querySelector<HTMLElement>(selector);
        if (element === null) return reject(new Error(`There is no link ${selector}`));
        const startedAtMs = performance.now();
        const look = () => {
          if (document.querySelector(content)?.checkVisibility()) {
            resolve(performance.now() - startedAtMs);
          } else requestAnimationFrame(look);
        };
        element.click();
        requestAnimationFrame(look);
      }),
    [link, to.content] as const,
  );
}
