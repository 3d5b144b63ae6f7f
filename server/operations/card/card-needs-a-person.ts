import type { ParkedReason } from "#server/saga/types";
import { MADE, STEP_TITLE, sentenceCase, TO_UNDO, undoneSoFar } from "../partners/partner-words.ts";
import { type CardFacts, STAYS, sentence } from "./card-facts.ts";
import type { OrderCard } from "./views.ts";

type Words = Omit<OrderCard, "where">;

/** Why the system stopped and asks a person, by the reason it stopped for. */
export function needsAPersonCard(facts: CardFacts): Words {
  const reason = facts.saga.parked?.reason;
  return reason ? REASON_CARD[reason](facts) : retriesUsedUp(facts);
}

const REASON_CARD: Record<ParkedReason, (facts: CardFacts) => Words> = {
  RETRIES_EXHAUSTED: retriesUsedUp,
  OUTCOME_UNKNOWN: outcomeUnknown,
  PARTNER_MISCONFIGURED: partnerMisconfigured,
  REQUEST_REFUSED: requestRefused,
  UNREADABLE_EVENT: unreadableEvent,
  COMPENSATION_REFUSED: undoRefusedCard,
  COMPENSATION_EXHAUSTED: undoStoppedCard,
  HELD_BY_OPERATOR: retriesUsedUp,
};

function retriesUsedUp({ partner, problem, thing, isUndo, saga }: CardFacts): Words {
  const what = isUndo ? `undo of ${thing}` : thing;
  return {
    headline: `${sentenceCase(what)} did not come about: every try is used`,
    why: sentence(problem ?? `${partner} gave the same answer each time`),
    next: STAYS,
    yourPart: {
      lead: isUndo ? "Retry this undo" : "Retry",
      rest:
        isUndo || saga.position === "COMPENSATING"
          ? "when the partner works again."
          : "when the partner works again, or undo the order. The reference stays the same, so nothing can be made twice.",
    },
  };
}

function outcomeUnknown({ partner, problem, isUndo, saga }: CardFacts): Words {
  const made = isUndo ? "voided the label" : MADE[saga.work?.step ?? "shipment"];
  return {
    headline: `Nobody knows whether ${partner} ${made}`,
    why: `${sentence(problem ?? `${partner} gave no proof`)} We asked as often as we may, and no answer proved it.`,
    next: STAYS,
    yourPart: {
      lead: `Look up our reference in ${partner}’s portal,`,
      rest: "then ask an admin to record what you find, or ask the partner once more.",
    },
  };
}

function partnerMisconfigured({ partner, problem }: CardFacts): Words {
  return {
    headline: `${partner} does not let us in`,
    why: `${sentence(problem ?? `${partner} refuses our calls`)} Every order that needs ${partner} is hit; nothing is cancelled because of it.`,
    next: {
      countdownTo: null,
      text: "We ask every 30 s whether it is mended. Once it is, the order goes on by itself.",
    },
    yourPart: {
      lead: "Tell an operator",
      rest: `to check our key and account at ${partner}.`,
    },
  };
}

function requestRefused({ partner, problem, isUndo }: CardFacts): Words {
  return {
    headline: `${partner} cannot take our request for this order`,
    why: `${sentence(problem ?? `${partner} refuses our request`)} Only this order is hit, and the fault is on our side.`,
    next: STAYS,
    yourPart: {
      lead: "Tell an operator.",
      rest: isUndo ? "Retry when it is mended." : "Retry when it is mended, or undo the order.",
    },
  };
}

function unreadableEvent(): Words {
  return {
    headline: "This order was written by a newer version of the system",
    why: "The worker that met it cannot read one of its events, and does not guess.",
    next: STAYS,
    yourPart: {
      lead: "Tell an operator",
      rest: "to bring all workers to the newest version. Retry when that is done.",
    },
  };
}

/** A partner refuses to undo: the rest stays as it is until a person has settled it. */
export function undoRefusedCard(facts: CardFacts): Words {
  const { partner, problem, step } = facts;
  const refusal = `${partner} will not ${TO_UNDO[step]}`;
  return {
    headline: refusal,
    why: sentence(problem ?? refusal),
    next: { ...STAYS, text: `${STAYS.text} ${remaining(facts)}` },
    yourPart: {
      lead: `Settle it with ${partner},`,
      rest: "then retry this undo, or ask an admin to record that it was done by hand.",
    },
  };
}

/** Nobody knows whether an undo was done, and every try is used. */
export function undoStoppedCard(facts: CardFacts): Words {
  const { partner, problem, attempts, step } = facts;
  return {
    headline: `${STEP_TITLE[step]}: ${partner} did not confirm the undo in ${attempts.of} tries`,
    why: sentence(problem ?? `${partner} gave no proof`),
    next: { ...STAYS, text: `${STAYS.text} ${remaining(facts)}` },
    yourPart: {
      lead: "Retry this undo",
      rest: `when ${partner} answers again, or ask an admin to record that it was done by hand.`,
    },
  };
}

function remaining({ saga }: CardFacts): string {
  const done = undoneSoFar(saga.stack);
  return done ? `${done}; the rest stays as it is.` : "Everything stays as it is until then.";
}
