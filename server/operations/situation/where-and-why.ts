import { ASKED_FOR, type CardFacts, cardFacts, NOT_SENT_YET } from "../card/card-facts.ts";
import {
  MADE,
  PARTNER_NAME,
  STEP_TITLE,
  sentenceCase,
  undoneSoFar,
} from "../partners/partner-words.ts";
import { codeClause, refusalClause } from "./code-words.ts";
import { heldPartner, liveStatus } from "./live-status.ts";
import type { Situation } from "./situation.ts";
import type { LiveStatus } from "./views.ts";

/** One line of the list: the place in ink, and one short clause for the cause. */
export function whereAndWhy(situation: Situation): { where: string; why: string } {
  const facts = cardFacts(situation);
  return {
    where: placeOf(facts),
    why: sentenceCase(WHY[liveStatus(situation).status](facts)),
  };
}

function placeOf({ saga, step, isUndo }: CardFacts): string {
  if (saga.work === null) return saga.position === "CANCELLED" ? "Cancelled" : "Completed";
  if (!isUndo) return STEP_TITLE[step];
  return step === "order" ? "Cancelling the order" : `Undo of ${step}`;
}

const WHY: Record<LiveStatus, (facts: CardFacts) => string> = {
  scheduled: ({ partner }) => `Next in line for ${partner}`,
  running: ({ saga, partner, nextAt, thing }) => {
    if (saga.cancelRequestedAt !== null) return `Undo begins when ${partner} has answered`;
    return nextAt ? `${partner} is still at work on it` : `Asking ${partner} for ${thing}`;
  },
  retrying: ({ problem, partner }) => problem ?? `${partner} did nothing yet`,
  stalled: () => "Nothing took this up for more than a minute",
  outcome_unknown: ({ step, partner }) => `${partner} may have ${MADE[step]}; we ask again`,
  on_hold: ({ situation }) => {
    const hold = situation.saga.parked ? null : heldPartner(situation);
    return hold ? `${PARTNER_NAME[hold.partner]} is on hold` : "Held by a person";
  },
  undoing: ({ saga, problem, cause }) =>
    problem ?? undoneSoFar(saga.stack) ?? cause ?? "Taken back",
  needs_a_person: needsAPerson,
  undo_stopped: ({ partner, attempts }) => `${partner} did not confirm it in ${attempts.of} tries`,
  undo_refused: ({ problem, partner }) => problem ?? `${partner} refuses`,
  customer_not_told: ({ situation: { notice } }) =>
    notice.code ? codeClause(notice.code, PARTNER_NAME.notifications) : NOT_SENT_YET,
  completed: ({ saga }) =>
    saga.lastError
      ? `Undo refused: ${refusalClause(saga.lastError.code, PARTNER_NAME.carrier)}`
      : "All steps done",
  cancelled: ({ cause }) => `${sentenceCase(cause ?? ASKED_FOR)}; all undone`,
};

function needsAPerson({ saga, problem, partner, step }: CardFacts): string {
  if (saga.parked?.reason === "OUTCOME_UNKNOWN") {
    return `Nobody knows whether ${partner} ${MADE[step]}`;
  }
  if (saga.parked?.reason === "UNREADABLE_EVENT") return "Written by a newer version";
  return problem ?? `${partner} gave no usable answer`;
}
