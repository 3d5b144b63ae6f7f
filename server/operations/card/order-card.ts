import {
  MADE,
  PARTNER_NAME,
  STEP_TITLE,
  sentenceCase,
  TO_MAKE,
} from "../partners/partner-words.ts";
import { heldPartner, liveStatus, undoProgress } from "../situation/live-status.ts";
import type { Situation } from "../situation/situation.ts";
import type { LiveStatus } from "../situation/views.ts";
import { cancelledCard, completedCard, customerNotToldCard } from "./card-ended.ts";
import {
  type CardFacts,
  cardFacts,
  NOTHING_NOW,
  STAYS,
  sentence,
  whereSentence,
} from "./card-facts.ts";
import { needsAPersonCard, undoRefusedCard, undoStoppedCard } from "./card-needs-a-person.ts";
import type { OrderCard } from "./views.ts";

/** The order card: what is so, why, what comes next, and whether a person must act. */
export function orderCard(situation: Situation): OrderCard {
  const facts = cardFacts(situation);
  return { where: whereSentence(facts), ...CARD[liveStatus(situation).status](facts) };
}

type CardWords = Omit<OrderCard, "where"> & { where?: string };

/** A Record, not a switch: a new status does not compile until it has words. */
const CARD: Record<LiveStatus, (facts: CardFacts) => CardWords> = {
  scheduled: scheduledCard,
  running: runningCard,
  retrying: retryingCard,
  stalled: stalledCard,
  outcome_unknown: outcomeUnknownCard,
  on_hold: onHoldCard,
  undoing: undoingCard,
  needs_a_person: needsAPersonCard,
  undo_stopped: undoStoppedCard,
  undo_refused: undoRefusedCard,
  customer_not_told: customerNotToldCard,
  completed: completedCard,
  cancelled: cancelledCard,
};

function scheduledCard({ partner, thing, nextAt }: CardFacts): CardWords {
  return {
    headline: `The order is in line for ${partner}`,
    why: `Nothing has been sent to ${partner} yet.`,
    next: {
      countdownTo: nextAt,
      text: nextAt
        ? `we ask ${partner} for ${thing}.`
        : `We ask ${partner} for ${thing} as soon as it is this order's turn.`,
    },
    yourPart: NOTHING_NOW,
  };
}

/** What follows a step that succeeds; an order that is being cancelled never runs forward. */
const AFTER: Record<CardFacts["step"], string> = {
  prescription: `Then ${PARTNER_NAME.inventory} is asked to ${TO_MAKE.inventory}.`,
  inventory: `Then ${PARTNER_NAME.carrier} is asked to ${TO_MAKE.shipment}.`,
  shipment: "Then the order is complete, and the customer gets an e-mail with the tracking number.",
  order: "Then the customer gets an e-mail.",
};

function runningCard(facts: CardFacts): CardWords {
  const { saga, step, partner, nextAt } = facts;
  if (saga.cancelRequestedAt !== null) return turningSoonCard(facts);
  return {
    headline: `${sentenceCase(partner)} is asked to ${TO_MAKE[step]}`,
    why: nextAt
      ? `${partner} is still at work on it and wants to be asked again.`
      : "The request is on its way; an answer usually takes a few seconds.",
    next: nextAt ? { countdownTo: nextAt, text: `we ask ${partner} again.` } : next(AFTER[step]),
    yourPart: NOTHING_NOW,
  };
}

function turningSoonCard({ step, partner }: CardFacts): CardWords {
  return {
    headline: `Undo is asked for and begins when ${partner} has answered`,
    why: `A call to ${partner} is on its way, and nothing is undone before it is settled.`,
    next: next(
      step === "shipment"
        ? "If the label is made, the order is shipped and the undo ends there. If not, everything is undone."
        : "Everything that was made is undone, newest first.",
    ),
    yourPart: NOTHING_NOW,
  };
}

function retryingCard({ step, partner, problem, nextAt }: CardFacts): CardWords {
  return {
    headline: `${STEP_TITLE[step]} is tried again by itself`,
    why: `${sentence(problem ?? `${partner} did nothing yet`)} Nothing was made by this try.`,
    next: {
      countdownTo: nextAt,
      text: nextAt
        ? "we send the same request with the same reference, so nothing can be made twice."
        : "We send the same request with the same reference, so nothing can be made twice.",
    },
    yourPart: {
      lead: "Nothing now.",
      rest: "If it does not come about in the time left, the order is undone and the customer is told.",
    },
  };
}

function stalledCard({ partner, problem }: CardFacts): CardWords {
  return {
    headline: "Nothing has moved for more than a minute",
    why: `${problem ? `${sentence(problem)} ` : ""}The next call to ${partner} was due, and nothing took it up. Perhaps no worker is running.`,
    next: next("It goes on by itself as soon as a worker takes it up. Nothing is lost."),
    yourPart: {
      lead: "Tell an operator",
      rest: "if other orders stand still too. You can also retry this one.",
    },
  };
}

const WHAT_MAY_EXIST: Record<CardFacts["step"], string> = {
  prescription: "prescription",
  inventory: "reservation",
  shipment: "label",
  order: "cancellation",
};

function outcomeUnknownCard(facts: CardFacts): CardWords {
  const { step, partner, problem, nextAt, attempts } = facts;
  const made = MADE[step];
  const thing = WHAT_MAY_EXIST[step];
  const ask = `e ask ${partner} again, look-up ${Math.min(attempts.used + 1, attempts.of)} of ${attempts.of}. If a ${thing} exists, the order goes on. If not, we send the same request with the same reference, so there can be no second ${thing}.`;
  return {
    headline: `We do not know yet whether ${partner} ${made}`,
    why: `${sentence(problem ?? `${partner} gave no proof`)} ${partner} may or may not have ${made}.`,
    next: { countdownTo: nextAt, text: `${nextAt ? "w" : "W"}${ask}` },
    yourPart: {
      lead: "Nothing now.",
      rest:
        step === "shipment"
          ? "If it stays unknown, it comes to “Needs a person”."
          : "If it stays unknown, the order is undone, this step included.",
    },
  };
}

function onHoldCard({ situation, partner }: CardFacts): CardWords {
  const hold = situation.saga.parked ? null : heldPartner(situation);
  if (hold) {
    return {
      headline: `${PARTNER_NAME[hold.partner]} is on hold, so this order waits`,
      why: `${hold.by} put ${PARTNER_NAME[hold.partner]} on hold. No calls are sent to it, and no attempt is used.`,
      next: next("The order goes on by itself when the partner is released."),
      yourPart: NOTHING_NOW,
    };
  }
  return {
    headline: "This order is on hold",
    why: "A person put it on hold. Nothing is sent until it is released.",
    next: next(`${STAYS.text} After the release we go on with ${partner}.`),
    yourPart: { lead: "Release the order", rest: "when it may go on, or undo it." },
  };
}

function undoingCard({ saga, partner, cause, problem, nextAt, thing, step }: CardFacts): CardWords {
  const { done, of } = undoProgress(saga);
  const ask = step === "order" ? "cancel the order" : `ask ${partner} to undo ${thing}`;
  const why = cause ? sentence(cause) : "The order is taken back.";
  return {
    headline: `The order is being undone, ${done} of ${of}`,
    why: problem ? `${why} ${sentence(problem)}` : why,
    next: nextAt
      ? { countdownTo: nextAt, text: `we ${ask} again.` }
      : next(`We ${ask}. Done things are never undone twice.`),
    yourPart: {
      lead: "Nothing now.",
      rest: "If it cannot be undone, it comes to “Needs a person”.",
    },
  };
}

function next(text: string): OrderCard["next"] {
  return { countdownTo: null, text };
}
