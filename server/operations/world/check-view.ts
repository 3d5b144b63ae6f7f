import type { partnerChecks } from "#db/schema/index";
import type { Step } from "#server/saga/types";
import {
  PARTNER_NAME,
  partnerNameOf,
  partnerOf,
  sentenceCase,
  THING,
} from "../partners/partner-words.ts";
import { codeClause } from "../situation/code-words.ts";
import type { Situation } from "../situation/situation.ts";
import type { CheckView, EffectState, WorldEffect } from "./views.ts";

export type CheckRow = typeof partnerChecks.$inferSelect & { askedByName: string | null };

/** The same question again brings nothing new so soon, and a partner is not to feel our curiosity. */
export const CHECK_AGAIN_AFTER_MS = 10_000;
/** A question that no worker took up for this long is not on its way any more. */
const GIVEN_UP_AFTER_MS = 60_000;

/** Whether the partner may be asked now; what would not be sent is not offered. */
export function mayCheck(
  { held, open, now }: Pick<Situation, "held" | "open" | "now">,
  step: Step,
  check: Pick<CheckRow, "askedAt" | "doneAt"> | undefined,
): NonNullable<WorldEffect["mayCheck"]> {
  const partner = partnerOf(step);
  const name = partnerNameOf(step) ?? "The partner";
  const hold = held.find((each) => each.partner === partner);
  if (hold) return no(`${name} is on hold by ${hold.by}, so it is asked nothing.`);
  const circuit = open.find((each) => each.partner === partner);
  if (circuit) {
    const why = sentenceCase(codeClause(circuit.code, PARTNER_NAME[circuit.partner]));
    return no(`${why}. Nothing is sent before it is well again.`, circuit.probeAt);
  }
  if (!check) return { allowed: true };
  const since = now - check.askedAt.getTime();
  if (check.doneAt === null && since < GIVEN_UP_AFTER_MS) return no("It is being asked now.");
  if (since >= CHECK_AGAIN_AFTER_MS) return { allowed: true };
  return no("It was asked just now.", check.askedAt.getTime() + CHECK_AGAIN_AFTER_MS);
}

function no(because: string, until: number | null = null) {
  return {
    allowed: false as const,
    because,
    until: until === null ? null : new Date(until).toISOString(),
  };
}

/** What a question became, with the partner's word for it in ours. */
export function checkView(
  row: CheckRow,
  { step, believed, now }: { step: Step; believed: EffectState; now: number },
): CheckView {
  return {
    askedAt: row.askedAt.toISOString(),
    askedBy: row.askedByName ?? "A former colleague",
    answer:
      row.doneAt === null ? unansweredYet(row, now) : answerOf(row, row.doneAt, step, believed),
  };
}

function unansweredYet({ askedAt }: CheckRow, now: number): CheckView["answer"] {
  if (now - askedAt.getTime() < GIVEN_UP_AFTER_MS) return null;
  const text = "No worker took the question up. Perhaps none is running.";
  return { at: askedAt.toISOString(), proven: false, text };
}

function answerOf(row: CheckRow, doneAt: Date, step: Step, believed: EffectState) {
  return {
    at: doneAt.toISOString(),
    proven: row.problemCode === null,
    text: answerText(row, step, believed),
  };
}

function answerText(row: CheckRow, step: Step, believed: EffectState): string {
  const name = partnerNameOf(step) ?? "The partner";
  if (row.problemCode !== null) {
    return `No answer: ${codeClause(row.problemCode, name)}. What is known stays as it was.`;
  }
  const said = FOUND_WORDS[row.found ?? "absent"](name, THING[step]);
  return agrees(row.found, believed) ? `${said}, as we have it.` : `${said}.`;
}

const FOUND_WORDS: Record<
  NonNullable<CheckRow["found"]>,
  (name: string, thing: string) => string
> = {
  live: (name, thing) => `${name} holds ${thing}`,
  gone: (name, thing) => `${name} says that ${thing} was taken back`,
  lapsed: (name, thing) => `${name} says that ${thing} lapsed by itself`,
  absent: (name) => `${name} finds nothing under our reference`,
};

function agrees(found: CheckRow["found"], believed: EffectState): boolean {
  if (believed === "open") return found === "live";
  if (believed === "undone" || believed === "not_made")
    return found === "gone" || found === "absent";
  return false;
}
