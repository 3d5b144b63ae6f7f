import type { Page } from "playwright-core";
import type { Shot } from "../shot.ts";

/** What stands over every page. */

const openCommands = async (page: Page) => {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
};

const openHelp = async (page: Page) => {
  await page.getByRole("table").first().waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
};

const commands = { page: "commands", path: "/orders", answers: {}, windowOnly: true } as const;

export const frame: Shot[] = [
  { ...commands, state: "busy", act: openCommands, quick: true, limits: true },
  {
    ...commands,
    state: "empty",
    act: async (page) => {
      await openCommands(page);
      await page.keyboard.type("zzz");
    },
  },
  {
    page: "help",
    state: "busy",
    path: "/orders",
    answers: {},
    act: openHelp,
    windowOnly: true,
    limits: true,
  },
  { page: "not-found", state: "real", path: "/nowhere", mayLog: /404/ },
];
