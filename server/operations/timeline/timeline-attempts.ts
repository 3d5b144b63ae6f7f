import type { Direction, StackStep } from "#server/saga/types";
import { partnerNameOf, STEP_TITLE, sentenceCase } from "../partners/partner-words.ts";
import { codeClause } from "../situation/code-words.ts";
import type { SagaEntry } from "./saga-entry.ts";
import type { TimelineItem } from "./views.ts";

/** One try inside an item. `isCall` tells calls from what was learnt about them later. */
export type TimelineAttempt = TimelineItem["attempts"][number] & { isCall: boolean };

/** Adds what one event says about a try. An unknown call and its next try are two events, one line. */
export function attemptOf(
  attempts: readonly TimelineAttempt[],
  event: SagaEntry["event"],
): TimelineAttempt[] {
  const at = new Date(event.at).toISOString();
  const label = `Attempt ${attempts.filter((each) => each.isCall).length + 1}`;
  switch (event.type) {
    case "StepOutcomeUnknown": {
      const text = clause(event.data.code, event.data.step);
      return [...attempts, { label, text, at, tone: "unknown", isCall: true }];
    }
    case "StepRetryScheduled": {
      const { because, code, step } = event.data;
      const last = attempts.at(-1);
      if (because === "unknown" && last?.tone === "unknown" && last.at === at) return [...attempts];
      const text = clause(code, step);
      // No call of its own: the work changed its direction because of this.
      if (because === "refused") {
        return [...attempts, { label: "Asked", text, at, tone: "wait", isCall: false }];
      }
      // A slow partner is asked many times; one line says so, the newest time stands.
      if (because === "pending" && last?.text === text) {
        return [...attempts.slice(0, -1), { ...last, at }];
      }
      const tone = because === "unknown" ? "unknown" : "wait";
      return [...attempts, { label, text, at, tone, isCall: true }];
    }
    case "StepOutcomeResolved": {
      const text = event.data.happened ? "it was done after all" : "it was not done";
      return [...attempts, { label: "Answer found", text, at, tone: "done", isCall: false }];
    }
    default:
      return [...attempts];
  }
}

function clause(code: string, step: StackStep): string {
  return codeClause(code, partnerNameOf(step));
}

/** Tries that have not led anywhere yet. */
export function openAttemptsItem(
  step: StackStep,
  direction: Direction,
  attempts: readonly TimelineAttempt[],
): Pick<TimelineItem, "icon" | "lead" | "rest" | "tone"> {
  const isUnknown = attempts.some((each) => each.tone === "unknown");
  const place = direction === "undo" ? `Undo of ${step}` : STEP_TITLE[step];
  const last = attempts.at(-1);
  return {
    icon: direction === "undo" ? "undo" : step,
    lead: isUnknown ? `${place}: outcome unknown` : `${place}: tried again`,
    rest: last ? sentenceCase(last.text) : (partnerNameOf(step) ?? ""),
    tone: isUnknown ? "unknown" : "wait",
  };
}
