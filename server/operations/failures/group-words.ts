import type { Direction, StackStep } from "#server/saga/types";
import {
  counted,
  partnerNameOf,
  STEP_TITLE,
  sentenceCase,
  TO_MAKE,
  TO_UNDO,
} from "../partners/partner-words.ts";
import { codeClause, refusalClause } from "../situation/code-words.ts";
import type { FailureStatus } from "./views.ts";

/** The words of a failure group. */

type Group = { step: StackStep; direction: Direction; code: string };

export const groupLabel = (id: number) => `F-${id}`;

function clauseOf({ step, direction, code }: Group): string {
  const partner = partnerNameOf(step);
  return direction === "undo" ? refusalClause(code, partner) : codeClause(code, partner);
}

export function groupTitle(group: Group): string {
  return sentenceCase(clauseOf(group));
}

export function groupPlace({ step, direction }: Group): string {
  return direction === "undo" ? `Undo of ${step}` : STEP_TITLE[step];
}

export function causeSentence(group: Group): string {
  const { step, direction } = group;
  const asked = direction === "undo" ? TO_UNDO[step] : TO_MAKE[step];
  const partner = partnerNameOf(step);
  if (partner === null) return `${groupTitle(group)}.`;
  return `${partner} was asked to ${asked}: ${clauseOf(group)}.`;
}

export function effectSentence(
  { waiting, retried }: { waiting: number; retried: number },
  bound: number,
): string {
  const total = waiting + retried;
  if (total === 0) return "No order is held up by it now.";
  if (total > bound) return `More than ${bound.toLocaleString("en-GB")} orders are held up by it.`;
  const parts = [
    ...(waiting > 0
      ? [`${counted(waiting, "order")} ${verb(waiting, "waits", "wait")} for a person`]
      : []),
    ...(retried > 0
      ? [`${counted(retried, "order")} ${verb(retried, "is", "are")} tried again by the system`]
      : []),
  ];
  return `${parts.join(", ")}.`;
}

const verb = (count: number, one: string, many: string) => (count === 1 ? one : many);

/** True of every step: partners know each thing by the order's own reference. */
export const SAFE_TO_RETRY =
  "Yes. Each retry carries the order's own reference, so nothing can be made or undone twice.";

const STATUS_WORD: Record<FailureStatus, string> = {
  new: "New",
  came_back: "Came back",
  known: "Known",
  waiting_for_partner: "Waiting for the partner",
  fixed: "Fixed",
  ignored: "Ignored",
};

/** "Fixed in 2026.11.3"; until when something is ignored stands beside it, in the reader's zone. */
export function statusWord(status: FailureStatus, fixedIn: string | null): string {
  return status === "fixed" && fixedIn !== null ? `Fixed in ${fixedIn}` : STATUS_WORD[status];
}

/** What stands in the history: a person's decision, or what the system noticed. */
export function deedSentence(entry: {
  kind: "note" | "status" | "came_back";
  status: FailureStatus | null;
  fixedIn: string | null;
}): string | null {
  if (entry.kind === "note" || entry.status === null) return null;
  const word = statusWord(entry.status, entry.fixedIn);
  return entry.kind === "status"
    ? `Marked as “${word.toLowerCase()}”.`
    : `Came back after “${word.toLowerCase()}”.`;
}
