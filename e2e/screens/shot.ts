import type { Page } from "playwright-core";
import { type Answers, type ReadPath, unavailable } from "./answers.ts";
import type { StageState } from "./stage.ts";

/** One state of one page. */
export type Shot = {
  /** Which page it belongs to: `--only orders` takes all of them. */
  page: string;
  state: string;
  /** `:order` stands for the number of the staged order. */
  path: string;
  order?: StageState;
  as?: "support" | "admin" | "nobody";
  /** What replaces the instance's answers, all of them: these, and the base answers for the rest. Left out, the instance answers. */
  answers?: Answers;
  /** What is done before the picture is taken. */
  act?: (page: Page) => Promise<unknown>;
  /** Only what fits the window: a dialog or a menu stands over it. */
  windowOnly?: boolean;
  /** What the browser's console may tell of in this state. */
  mayLog?: RegExp;
  /** Pictures at the limits of the layout, too. */
  limits?: boolean;
  /** `npm test` looks at it as well. */
  quick?: boolean;
};

export const nameOf = ({ page, state }: Shot) => `${page}-${state}`;

type Usual = Pick<Shot, "page" | "path" | "as"> & { reads: ReadPath };

/** The three troubles that every page shows: nothing has come yet, nothing could be read, no network. */
export function troubles({ reads, ...shot }: Usual): Shot[] {
  return [
    { ...shot, state: "loading", answers: { [reads]: "never" } as Answers },
    { ...shot, state: "failed", answers: { [reads]: unavailable } as Answers },
    // What a page asks for by the clock goes nowhere then.
    {
      ...shot,
      state: "offline",
      answers: {},
      act: goOffline,
      mayLog: /ERR_INTERNET_DISCONNECTED/,
    },
  ];
}

async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.getByText("You are offline").waitFor();
}
