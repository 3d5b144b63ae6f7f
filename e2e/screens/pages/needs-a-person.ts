import type { Page } from "playwright-core";
import { data } from "../answers.ts";
import { emptyInbox, emptyInboxCounts, oneInboxCounts, oneInInbox } from "../fixtures/inbox.ts";
import { type Shot, troubles } from "../shot.ts";

const shot = { page: "needs-a-person", path: "/needs-a-person" } as const;

const takeOver = async (page: Page) => {
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("c");
  await page.getByRole("dialog").getByRole("button", { name: "Take it over" }).click();
};

export const needsAPerson: Shot[] = [
  { ...shot, state: "real", order: "undo-refused", quick: true },
  { ...shot, state: "mine", path: "/needs-a-person?owner=mine" },
  { ...shot, state: "busy", answers: {}, limits: true },
  {
    ...shot,
    state: "one-row",
    answers: { "inbox.list": data(oneInInbox), "inbox.counts": data(oneInboxCounts) },
  },
  {
    ...shot,
    state: "empty",
    answers: { "inbox.list": data(emptyInbox), "inbox.counts": data(emptyInboxCounts) },
  },
  ...troubles({ ...shot, reads: "inbox.list" }),
  { ...shot, state: "take-over", answers: {}, act: takeOver, windowOnly: true },
];
