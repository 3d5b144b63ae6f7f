import type { Page } from "playwright-core";
import { data } from "../answers.ts";
import { bulkPreview } from "../fixtures/bulk.ts";
import { noFailures, oneFailure, openFailure, quietFailure } from "../fixtures/failures.ts";
import { type Shot, troubles } from "../shot.ts";

const shot = { page: "failures", path: "/failures" } as const;
const open = { page: "failures", path: "/failures?group=118" } as const;
const dialog = { ...open, windowOnly: true } as const;

const press = (name: RegExp) => async (page: Page) => {
  await page.getByRole("button", { name }).first().click();
  await page.getByRole("dialog").waitFor();
};

export const failures: Shot[] = [
  { ...shot, state: "real", order: "undo-refused", quick: true },
  {
    ...shot,
    state: "real-open",
    order: "undo-refused",
    act: (page) =>
      page
        .getByRole("button", { expanded: false, name: /ScriptLine/ })
        .first()
        .click(),
  },
  { ...shot, state: "busy", answers: {}, limits: true },
  { ...open, state: "open", answers: {}, limits: true },
  {
    ...open,
    state: "open-with-run",
    answers: { "failures.get": data({ ...openFailure, bulkId: 77 }) },
  },
  {
    ...open,
    state: "open-quiet",
    path: "/failures?group=61",
    answers: { "failures.get": data(quietFailure) },
  },
  { ...shot, state: "one-row", answers: { "failures.list": data(oneFailure) } },
  { ...shot, state: "empty", answers: { "failures.list": data(noFailures) } },
  ...troubles({ ...shot, reads: "failures.list" }),
  ...troubles({ ...open, reads: "failures.get" })
    .slice(0, 2)
    .map((trouble) => ({ ...trouble, state: `open-${trouble.state}` })),
  {
    ...dialog,
    state: "retry",
    answers: { "bulk.preview": data(bulkPreview) },
    act: press(/^Retry all/),
    limits: true,
  },
  {
    ...dialog,
    state: "undo",
    answers: {
      "bulk.preview": data({
        ...bulkPreview,
        kind: "undo",
        start: {
          allowed: false,
          because: "Only an admin may undo more than 20 orders at once.",
        },
      }),
    },
    act: press(/^Undo all/),
  },
  { ...dialog, state: "note", answers: {}, act: press(/note/i) },
  { ...dialog, state: "status", answers: {}, act: press(/status/i) },
];
