import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { baseAnswers } from "./base-answers.ts";
import { watchShifts } from "./in-page/watch-shifts.ts";
import { replaceAnswers } from "./replace-answers.ts";
import type { Shot } from "./shot.ts";
import type { Stage } from "./stage.ts";

export type Place = {
  url: string;
  /** Who is signed in, by role. */
  states: Record<"support" | "admin", BrowserContextOptions["storageState"]>;
  stage: Stage;
};

export type Opened = {
  page: Page;
  /** What the page said that it should not have, since it was last asked. */
  takeComplaints(): string[];
  close(): Promise<void>;
};

/** A browser of its own for one shot, with the person who looks and the answers that they get. */
export async function openShot(
  browser: Browser,
  shot: Shot,
  place: Place,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const { as = "support" } = shot;
  const state = as === "nobody" ? undefined : place.states[as];
  const context = await browser.newContext({
    timezoneId: "America/Chicago",
    reducedMotion: "reduce",
    ...(state && { storageState: state }),
    ...options,
  });
  const page = await context.newPage();
  let complaints: string[] = [];
  const complain = (text: string) => complaints.push(text);
  page.on("pageerror", (error) => complain(`page error: ${error.message}`));
  page.on("console", (message) => {
    const mayLog = shot.mayLog?.test(message.text()) ?? false;
    if (message.type() === "error" && !mayLog) complain(`console: ${message.text()}`);
  });
  await page.addInitScript(watchShifts);
  if (shot.answers !== undefined) {
    const answers = { ...baseAnswers, ...shot.answers };
    await replaceAnswers(page, answers, (path) => complain(`no answer for ${path}`));
  }
  return {
    page,
    takeComplaints: () => {
      const taken = complaints;
      complaints = [];
      return taken;
    },
    close: () => context.close(),
  };
}

/** Where the shot is, in a theme. */
export function addressOf(shot: Shot, place: Place, theme: string): string {
  const number = shot.order === undefined ? undefined : place.stage[shot.order];
  if (shot.order !== undefined && number === undefined)
    throw new Error(`${shot.order} is not staged`);
  const path = shot.path.replace(":order", number ?? "");
  return `${place.url}${path}${path.includes("?") ? "&" : "?"}theme=${theme}`;
}
