import type { Page } from "playwright-core";
import { data, unavailable } from "../answers.ts";
import { emptyInboxCounts } from "../fixtures/inbox.ts";
import { overviewEmpty } from "../fixtures/overview-empty.ts";
import { historyEmpty } from "../fixtures/overview-history.ts";
import { statusWithoutWorker, statusWithTrouble } from "../fixtures/system.ts";
import { type Shot, troubles } from "../shot.ts";

const shot = { page: "overview", path: "/overview" } as const;

const threeBack = async (page: Page) => {
  await page.getByRole("slider").focus();
  for (let back = 0; back < 3; back += 1) await page.keyboard.press("ArrowLeft");
  await page.evaluate(() => window.scrollTo(0, 0));
};

export const overview: Shot[] = [
  { ...shot, state: "real", quick: true },
  {
    ...shot,
    state: "busy",
    answers: { "system.status": data(statusWithTrouble) },
    quick: true,
    limits: true,
  },
  { ...shot, state: "chart", answers: {}, act: threeBack },
  {
    ...shot,
    state: "table",
    answers: {},
    act: (page) => page.getByRole("button", { name: "Show as table" }).click(),
  },
  {
    ...shot,
    state: "empty",
    answers: {
      "system.status": data(statusWithoutWorker),
      "overview.now": data(overviewEmpty),
      "overview.history": data(historyEmpty),
      "inbox.counts": data(emptyInboxCounts),
      "failures.newCount": data({ count: 0 }),
    },
  },
  ...troubles({ ...shot, reads: "overview.now" }),
  { ...shot, state: "chart-failed", answers: { "overview.history": unavailable } },
];
