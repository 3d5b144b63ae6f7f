import type { Page } from "playwright-core";
import { data } from "../answers.ts";
import { found, notFound } from "../fixtures/found.ts";
import { MOMENT } from "../fixtures/moment.ts";
import { emptyPage, filteredPage, oneRow } from "../fixtures/orders.ts";
import { statusWithoutWorker, statusWithTrouble } from "../fixtures/system.ts";
import { type Shot, troubles } from "../shot.ts";

const shot = { page: "orders", path: "/orders" } as const;
const filtered =
  "/orders?state=open&status=needs_a_person,outcome_unknown,undo_refused&partner=carrier&older=60";

const find = (text: string) => async (page: Page) => {
  await page.getByRole("searchbox").fill(text);
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "What was found" }).waitFor();
};

const selectTwo = async (page: Page) => {
  const boxes = page.getByRole("checkbox", { name: /^Select RX-/ });
  await boxes.nth(1).check();
  await boxes.nth(2).check();
};

const saveView = async (page: Page) => {
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Save this view…" }).click();
  await page.getByRole("dialog").waitFor();
};

export const orders: Shot[] = [
  { ...shot, state: "real", quick: true },
  { ...shot, state: "real-filtered", path: "/orders?state=needs_a_person", order: "undo-refused" },
  {
    ...shot,
    state: "busy",
    answers: { "system.status": data(statusWithTrouble) },
    limits: true,
  },
  { ...shot, state: "one-row", answers: { "orders.list": data(oneRow) } },
  {
    ...shot,
    state: "empty",
    path: "/orders?state=needs_a_person",
    answers: {
      "system.status": data(statusWithoutWorker),
      "orders.list": data(emptyPage),
    },
  },
  ...troubles({ ...shot, reads: "orders.list" }),
  {
    ...shot,
    state: "filtered",
    path: filtered,
    answers: {
      "orders.list": data(filteredPage),
      "orders.count": data({ count: filteredPage.items.length, atLeast: false, asOf: MOMENT }),
    },
    quick: true,
    limits: true,
  },
  { ...shot, state: "selected", answers: {}, act: selectTwo, windowOnly: true },
  {
    ...shot,
    state: "filter-open",
    path: filtered,
    answers: {},
    act: (page) => page.getByRole("button", { name: /^State/ }).click(),
    windowOnly: true,
  },
  {
    ...shot,
    state: "none-fit",
    path: "/orders?status=stalled&partner=carrier",
    answers: { "orders.list": data({ ...emptyPage, nextCursor: "further", searched: 10_000 }) },
  },
  {
    ...shot,
    state: "find",
    answers: {},
    act: (page) => page.getByRole("searchbox").fill("rx7k3m 92q2"),
    windowOnly: true,
  },
  {
    ...shot,
    state: "found",
    answers: { "orders.find": data(found) },
    act: find("jane.doe@example.test"),
    windowOnly: true,
  },
  {
    ...shot,
    state: "not-found",
    answers: { "orders.find": data(notFound) },
    act: find("RX-7K3M-92Q3"),
    windowOnly: true,
  },
  {
    ...shot,
    state: "save-view",
    path: "/orders?state=open",
    answers: {},
    act: saveView,
    windowOnly: true,
  },
];
