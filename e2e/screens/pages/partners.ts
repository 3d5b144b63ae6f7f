import type { Page } from "playwright-core";
import { data, unavailable } from "../answers.ts";
import { partnersKey, partnersWell } from "../fixtures/partners.ts";
import { statusWithTrouble } from "../fixtures/system.ts";
import { type Shot, troubles } from "../shot.ts";

const shot = { page: "partners", path: "/partners", as: "admin" } as const;
const dialog = { ...shot, windowOnly: true } as const;

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("dialog").waitFor();
};

const releaseUnanswered = async (page: Page) => {
  await press(/^Release Dockside/)(page);
  const opened = page.getByRole("dialog");
  await opened.getByLabel("Reason").selectOption({ label: "Partner outage" });
  await opened.getByRole("button", { name: "Release the partner" }).click();
  await opened.getByText("No answer came.").waitFor();
};

export const partners: Shot[] = [
  { ...shot, state: "real", quick: true },
  {
    ...shot,
    state: "busy",
    answers: { "system.status": data(statusWithTrouble), "staffActions.list": data([]) },
    limits: true,
  },
  { ...shot, state: "well", as: "support", answers: { "partners.list": data(partnersWell) } },
  { ...shot, state: "wrong-key", answers: { "partners.list": data(partnersKey) } },
  ...troubles({ ...shot, reads: "partners.list" }),
  { ...shot, state: "figures-failed", answers: { "partners.figures": unavailable } },
  { ...dialog, state: "hold", answers: {}, act: press(/^Hold ScriptLine/) },
  {
    ...dialog,
    state: "release-unanswered",
    answers: { "partners.release": unavailable },
    act: releaseUnanswered,
  },
  { ...dialog, state: "fault", act: press("Parcelway…") },
];
