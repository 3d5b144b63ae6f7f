import type { Page, Request } from "playwright-core";
import type { Answers } from "./answers.ts";
import { MOMENT } from "./fixtures/moment.ts";

/**
 * Answers the console's procedures at the browser's edge, at one moment that does not pass, so that a
 * state can be seen which an instance does not reach when asked. The pages are the instance's own.
 * What nobody has an answer for is told to the caller, and refused.
 */
export async function replaceAnswers(
  page: Page,
  answers: Answers,
  onUnanswered: (path: string) => void,
): Promise<void> {
  await page.clock.setFixedTime(new Date(MOMENT));
  await page.addInitScript(silenceStreams);
  // For a page that is only fetched ahead the server reads nothing: all that it shows is answered below.
  await page.setExtraHTTPHeaders({ purpose: "prefetch" });
  const byPath = new Map(Object.entries(answers));
  await page.route("**/api/trpc/console/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    const paths = decodeURIComponent(pathname.split("/").at(-1) ?? "").split(",");
    if (paths.some((path) => byPath.get(path) === "never")) return;
    const inputs = inputsOf(route.request());
    const body = paths.map((path, index) => {
      const answer = byPath.get(path);
      if (answer === undefined) onUnanswered(path);
      if (answer !== undefined && answer !== "never" && "data" in answer) {
        return { result: { data: answer.data } };
      }
      if (answer !== undefined && answer !== "never" && "dataFor" in answer) {
        return { result: { data: answer.dataFor(inputs[index]) } };
      }
      const problem =
        answer === undefined || answer === "never"
          ? { code: "internal_error", detail: "", status: 500, requestId: "" }
          : answer.problem;
      const told = { code: problem.code, httpStatus: problem.status, path, problem };
      return { error: { code: -32_603, message: problem.detail, data: told } };
    });
    // With 200 whatever it holds: a browser's console would tell of any other status.
    await route.fulfill({ contentType: "application/json", body: JSON.stringify(body) });
  });
}

/** What each question of a batch asks for: in the address of a reading, in the body of anything else. */
function inputsOf(request: Request): Record<number, unknown> {
  const text = request.postData() ?? new URL(request.url()).searchParams.get("input");
  return JSON.parse(text ?? "{}");
}

/** Runs in the page: a stream opens and stays silent. */
function silenceStreams(): void {
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
}
