import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { findMisfits } from "./in-page/find-misfits.ts";
import { turnInto } from "./in-page/turn-into.ts";
import { readShifts, type Shifts } from "./in-page/watch-shifts.ts";
import { type Look, wordsOf } from "./looks.ts";
import { addressOf, type Opened, type Place } from "./open-shot.ts";
import type { Shot } from "./shot.ts";

const READY_WITHIN_MS = 15_000;
/** What moves after this moves for another reason than its loading. */
const SETTLE_MS = 400;
/** A page may not jump while it loads; what is felt begins at twice this. */
const MOST_SHIFT = 0.05;

export type FaultKind = "shift" | "axe" | "console" | "layout" | "not taken";
export type Fault = { kind: FaultKind; look: string; text: string };

/** How the page came into a look: loaded, with all that it shifted on the way, or only turned into the other theme. */
export type Arrival = ({ by: "load" } & Shifts) | { by: "turn" };

/** What a theme alone can break: it is a class, and its rules are of colours. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** Brings the page into a look. A size is loaded once; its other theme is but a class. */
export async function bringInto(
  opened: Opened,
  shot: Shot,
  place: Place,
  { look, before }: { look: Look; before: Look | undefined },
): Promise<Arrival> {
  if (before?.width !== look.width) {
    return { by: "load", ...(await goTo(opened, shot, place, look)) };
  }
  // A picture may have left the window as high as the page.
  await opened.page.setViewportSize({ width: look.width, height: look.height });
  await opened.page.evaluate(turnInto, look.theme);
  return { by: "turn" };
}

/** Loads the page in one size and theme, brings it into its state, and answers how far it jumped on the way. */
export async function goTo(opened: Opened, shot: Shot, place: Place, look: Look): Promise<Shifts> {
  const { page } = opened;
  // The page before it may have been taken off the network.
  await page.context().setOffline(false);
  await page.setViewportSize({ width: look.width, height: look.height });
  await page.goto(addressOf(shot, place, look.theme));
  await page.locator("h1, h2, .sk").filter({ visible: true }).first().waitFor();
  const waits = Object.values(shot.answers ?? {}).includes("never");
  await page.waitForFunction(
    (sketched) => (document.querySelector(".sk") !== null) === sketched,
    waits,
    { timeout: READY_WITHIN_MS },
  );
  await page.waitForTimeout(SETTLE_MS);
  const shifts = mayJump(shot) ? NO_SHIFTS : await page.evaluate(readShifts);
  await shot.act?.(page);
  if (shot.act) await page.waitForTimeout(SETTLE_MS);
  return shifts;
}

const NO_SHIFTS: Shifts = { shift: 0, moved: [] };

/** An instance's banners, and who has an order, come with the page; replaced ones can only come after it. And trouble is shorter than what was hoped for. */
function mayJump({ answers = {} }: Shot): boolean {
  const isTrouble = Object.values(answers).some(
    (answer) => answer !== "never" && "problem" in answer,
  );
  const comesLater = answers["system.status"] ?? answers["claims.of"];
  return isTrouble || comesLater !== undefined;
}

/** What is wrong with the page as it stands, by the rules that a machine can check. */
export async function findFaults(opened: Opened, look: Look, arrival: Arrival): Promise<Fault[]> {
  const where = wordsOf(look);
  const { page } = opened;
  const of = (kind: FaultKind, texts: readonly string[]): Fault[] =>
    texts.map((text) => ({ kind, look: where, text }));
  if (arrival.by === "turn") {
    return [
      ...of("axe", await findByAxe(page, COLOUR_RULES)),
      ...of("console", opened.takeComplaints()),
    ];
  }
  const { shift, moved } = arrival;
  const jumps = `it jumps while it loads, by ${shift.toFixed(3)}: ${moved.join(", ")}`;
  return [
    ...of("shift", shift < MOST_SHIFT ? [] : [jumps]),
    ...of("axe", await findByAxe(page)),
    ...(await findMisfitsOf(page, where)),
    ...of("console", opened.takeComplaints()),
  ];
}

/** Our pages are one frame each, for which axe need not open a blank page of its own: its legacy mode. */
async function findByAxe(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 140)).join(" | ")}`,
  );
}

export async function findMisfitsOf(page: Page, look: string): Promise<Fault[]> {
  const misfits = await page.evaluate(findMisfits);
  return misfits.map((text) => ({ kind: "layout", look, text }));
}
