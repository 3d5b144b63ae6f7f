import type { Page } from "playwright-core";
import { data } from "../answers.ts";
import { noApiKeys } from "../fixtures/settings.ts";
import { type Shot, troubles } from "../shot.ts";

const account = { page: "settings-account", path: "/settings/account" } as const;
const accounts = { page: "settings-accounts", path: "/settings/accounts", as: "admin" } as const;
const keys = { page: "settings-keys", path: "/settings/api-keys", as: "admin" } as const;

const press = (name: RegExp) => async (page: Page) => {
  await page.getByRole("button", { name }).first().click();
};

export const settings: Shot[] = [
  { ...account, state: "real", quick: true },
  { ...account, state: "busy", answers: {}, limits: true },
  ...troubles({ ...account, reads: "account.get" }),

  { ...accounts, state: "real", quick: true },
  { ...accounts, state: "busy", answers: {}, limits: true },
  { ...accounts, state: "forbidden", as: "support" },
  ...troubles({ ...accounts, reads: "accounts.list" }),
  { ...accounts, state: "new", act: press(/New account/), windowOnly: true },
  { ...accounts, state: "menu", answers: {}, act: press(/Actions for Luis/), windowOnly: true },

  { ...keys, state: "real", quick: true },
  { ...keys, state: "busy", answers: {}, limits: true },
  {
    ...keys,
    state: "empty",
    answers: { "apiKeys.list": data(noApiKeys), "staffActions.list": data([]) },
  },
  { ...keys, state: "forbidden", as: "support", quick: true },
  ...troubles({ ...keys, reads: "apiKeys.list" }),
  { ...keys, state: "new", act: press(/New key/), windowOnly: true },
];
