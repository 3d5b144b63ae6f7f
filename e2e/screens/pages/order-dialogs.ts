import type { Page } from "playwright-core";
import { data } from "../answers.ts";
import { cancelledOrder, refusedOrder } from "../fixtures/ended-orders.ts";
import { claimOf } from "../fixtures/inbox.ts";
import { after, before, MINUTE, MOMENT, SECOND } from "../fixtures/moment.ts";
import { unknownOrder } from "../fixtures/unknown-order.ts";
import type { Shot } from "../shot.ts";

const shot = {
  page: "order-dialogs",
  path: `/orders/${unknownOrder.orderNumber}`,
  windowOnly: true,
} as const;

const press = (name: RegExp) => async (page: Page) => {
  await page.getByRole("button", { name }).click();
  await page.getByRole("dialog").waitFor();
};

/** An action that stands behind More on a wide screen and a narrow one. */
const choose = (name: RegExp) => async (page: Page) => {
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name }).click();
  await page.getByRole("dialog").waitFor();
};

/** Compares a ZIP that is nobody's; what the order answers is the picture's. */
const compareZip = async (page: Page) => {
  await press(/^Compare birth date or ZIP/)(page);
  await page.getByRole("dialog").getByRole("radio", { name: /^ZIP/ }).check();
  await page.getByLabel("ZIP that the caller gives").fill("00000");
  await confirm(page, "Compare");
};

const confirm = (page: Page, name: string) =>
  page.getByRole("dialog").getByRole("button", { name }).click();

export const orderDialogs: Shot[] = [
  { ...shot, state: "retry", answers: {}, act: press(/Ask Parcelway now/), quick: true },
  {
    ...shot,
    state: "undo",
    answers: {},
    act: choose(/Undo this order/),
    quick: true,
    limits: true,
  },
  {
    ...shot,
    state: "menu",
    answers: {},
    act: (page) => page.getByRole("button", { name: "More", exact: true }).click(),
  },
  { ...shot, state: "reveal", answers: {}, act: press(/^Reveal/) },
  {
    ...shot,
    state: "caller-check",
    answers: {},
    act: async (page) => {
      await press(/^Compare birth date or ZIP/)(page);
      await confirm(page, "Compare");
    },
    quick: true,
    limits: true,
  },
  {
    ...shot,
    state: "caller-no-match",
    answers: {
      "customer.checkCaller": data({
        type: "compared",
        field: "zip",
        outcome: "no_match",
        checkedAt: MOMENT,
        triesLeft: 4,
        againAt: null,
      }),
    },
    act: async (page) => {
      await compareZip(page);
      await page.getByText("ZIP does not match").first().waitFor();
    },
  },
  {
    ...shot,
    state: "caller-tries-used",
    answers: {
      "customer.checkCaller": data({ type: "refused", againAt: after(17 * MINUTE) }),
    },
    act: async (page) => {
      await compareZip(page);
      await page.getByText("Not compared").first().waitFor();
    },
  },
  {
    ...shot,
    state: "caller-checked",
    windowOnly: false,
    answers: {
      "customer.checkCaller": data({
        type: "compared",
        field: "zip",
        outcome: "match",
        checkedAt: before(9 * SECOND),
        triesLeft: 4,
        againAt: null,
      }),
    },
    act: async (page) => {
      await compareZip(page);
      await page.getByText("ZIP matches").first().waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    },
  },
  {
    ...shot,
    state: "act-anyway",
    answers: { "claims.of": data(claimOf("Sara Okafor")) },
    act: press(/Ask Parcelway now/),
  },
  {
    ...shot,
    state: "conflict",
    answers: {
      "orders.retry": data({
        type: "refused",
        code: "moved_on",
        because:
          "Luis Marek asked to undo the order 5 s before you. It stands now at: Undo of inventory. An undo was asked for.",
        until: null,
        revision: 10,
      }),
    },
    act: async (page) => {
      await press(/Ask Parcelway now/)(page);
      await page.getByLabel("Reason").selectOption({ label: "Customer request" });
      await confirm(page, "Ask Parcelway now");
      await page.getByRole("dialog").getByText("Nothing was done.").waitFor();
    },
  },
  {
    ...shot,
    state: "resolve",
    answers: { "orders.get": data(refusedOrder) },
    act: async (page) => {
      await choose(/Record what happened/)(page);
      await confirm(page, "Record it");
    },
  },
  {
    ...shot,
    state: "order-again",
    answers: { "orders.get": data(cancelledOrder) },
    act: async (page) => {
      await press(/Order again/)(page);
      await confirm(page, "Place the new order");
    },
  },
  {
    ...shot,
    state: "event-drawer",
    path: `${shot.path}?show=events`,
    answers: {},
    act: press(/StepOutcomeUnknown/),
    quick: true,
  },
];
