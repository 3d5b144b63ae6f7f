import type { Page } from "playwright-core";

/** What a procedure answers in the pictures: data, or a problem. */
export type Answers = Record<
  string,
  { data: unknown } | { problem: { code: string; detail: string; status: number } } | "never"
>;

/**
 * Answers the console's procedures in the browser, so that a picture of any
 * state can be taken without bringing a system into that state.
 */
export async function answerWith(page: Page, answers: Answers): Promise<void> {
  await page.addInitScript(() => {
    // A stream that opens and stays silent.
    class SilentStream extends EventTarget {
      static readonly CONNECTING = 0;
      static readonly OPEN = 1;
      static readonly CLOSED = 2;
      readyState = 1;
      constructor() {
        super();
        setTimeout(() => {
          if (this.readyState === 2) return;
          this.dispatchEvent(new Event("open"));
          this.dispatchEvent(new MessageEvent("connected", { data: "{}" }));
        }, 0);
      }
      close() {
        this.readyState = 2;
      }
    }
    Object.defineProperty(window, "EventSource", { value: SilentStream });
  });
  // For a page that is only fetched ahead the server reads nothing: all that it shows is answered below.
  await page.setExtraHTTPHeaders({ purpose: "prefetch" });
  await page.route("**/api/trpc/console/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    const paths = decodeURIComponent(pathname.split("/").at(-1) ?? "").split(",");
    if (paths.some((path) => answers[path] === "never")) return;
    const results = paths.map((path) => {
      const answer = answers[path];
      if (answer === undefined || answer === "never") throw new Error(`Bug: no answer for ${path}`);
      if ("data" in answer) return { result: { data: answer.data } };
      const { problem } = answer;
      return {
        error: {
          code: -32_603,
          message: problem.detail,
          data: { code: problem.code, httpStatus: problem.status, path, problem },
        },
      };
    });
    await route.fulfill({
      status: 200,
      contentType: "application/json",
      body: JSON.stringify(results),
    });
  });
}
