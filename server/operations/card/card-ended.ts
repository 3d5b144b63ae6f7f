import { PARTNER_NAME } from "../partners/partner-words.ts";
import { codeClause, refusalClause } from "../situation/code-words.ts";
import type { Situation } from "../situation/situation.ts";
import {
  ASKED_FOR,
  type CardFacts,
  NOT_SENT_YET,
  NOTHING_NOW,
  STAYS,
  sentence,
} from "./card-facts.ts";
import type { OrderCard } from "./views.ts";

type Words = Omit<OrderCard, "where">;

export function completedCard(facts: CardFacts): Words {
  const { saga } = facts;
  const refusedUndo = saga.lastError;
  return {
    headline: refusedUndo
      ? "The order is shipped; the undo that was asked for was refused"
      : "The order is complete",
    why: refusedUndo
      ? `${sentence(refusalClause(refusedUndo.code, PARTNER_NAME.carrier))} Nothing else was touched.`
      : "All three steps were done.",
    next: { countdownTo: null, text: toldSentence(facts) },
    yourPart: NOTHING_NOW,
  };
}

export function cancelledCard(facts: CardFacts): Words {
  return {
    headline: "The order is cancelled and everything is undone",
    why: sentence(facts.cause ?? ASKED_FOR),
    next: { countdownTo: null, text: toldSentence(facts) },
    yourPart: NOTHING_NOW,
  };
}

function toldSentence({ situation }: CardFacts): string {
  switch (situation.notice.state) {
    case "told":
      return "Nothing. The customer was told.";
    case "due":
      return "The customer is told by e-mail in a moment.";
    case "none":
    case "failed":
      return "Nothing.";
  }
}

function comingSentence({ notice, held }: Situation): string {
  if (held.some((hold) => hold.partner === "notifications")) {
    return `${PARTNER_NAME.notifications} is on hold. The e-mail is sent when it is released.`;
  }
  // Without a code nothing was tried yet.
  return notice.code === null
    ? "The e-mail is sent as soon as a worker takes it up."
    : "We try the e-mail again by ourselves.";
}

export function customerNotToldCard(facts: CardFacts): Words {
  const { notice, saga } = facts.situation;
  const isCancelled = saga.position === "CANCELLED";
  const givenUp = notice.state === "failed";
  const cause = isCancelled && facts.cause ? `${sentence(facts.cause)} ` : "";
  const problem = notice.code ? codeClause(notice.code, PARTNER_NAME.notifications) : NOT_SENT_YET;
  return {
    headline: isCancelled
      ? "The order is cancelled, but the customer does not know it"
      : "The order is shipped, but the customer does not know it",
    why: `${cause}${sentence(problem)}`,
    next: givenUp ? STAYS : { countdownTo: null, text: comingSentence(facts.situation) },
    yourPart: givenUp
      ? { lead: "Phone the customer", rest: "and tell them how the order ended." }
      : { lead: "Nothing now.", rest: "If the e-mail does not go through, phone the customer." },
  };
}
