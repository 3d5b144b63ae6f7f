import type { PartnerName } from "#server/partners/types";
import { PARTNER_NAME } from "../partners/partner-words.ts";
import { FAULT_KINDS, type FaultChoice, type FaultKind } from "./views.ts";

const TITLE: Record<FaultKind, string> = {
  slow: "Answers late",
  outage: "Is down",
  cut: "Cuts the connection",
  refuse: "Refuses",
  lost_answer: "Acts, and its answer is lost",
  wrong_key: "Refuses our key",
};

/** An older record may name a fault that is no longer offered. */
export function faultTitle(kind: string | undefined): string {
  const known = FAULT_KINDS.find((each) => each === kind);
  return (known === undefined ? (kind ?? "unknown") : TITLE[known]).toLowerCase();
}

type Words = Omit<FaultChoice, "kind" | "title" | "does"> & { does: (name: string) => string };

const WORDS: Record<FaultKind, Words> = {
  slow: {
    does: (name) => `${name} takes 3 s longer for each request.`,
    seen: "Orders stay longer at this step. None fails for it.",
    endsBy: "requests",
    usual: 20,
    most: 1_000,
  },
  outage: {
    does: (name) => `${name} answers each request and each look-up with error 503.`,
    seen: "Orders retry. After some failures nothing more is sent, and a banner says so. When it is over, one try opens the partner again and the orders go on by themselves.",
    endsBy: "seconds",
    usual: 30,
    most: 600,
  },
  cut: {
    does: (name) => `${name} cuts the connection before it acts.`,
    seen: "Nobody knows what happened: “Outcome unknown”, until a look-up finds that nothing did, and the same request goes out again.",
    endsBy: "requests",
    usual: 5,
    most: 1_000,
  },
  refuse: {
    does: (name) => `${name} refuses for a reason of its own, and a retry would not help.`,
    seen: "What was done for the order is undone, last first; then the customer is told.",
    endsBy: "requests",
    usual: 3,
    most: 1_000,
  },
  lost_answer: {
    does: (name) => `${name} does what it was asked, and its answer never arrives.`,
    seen: "“Outcome unknown”, until a look-up finds what was done. The order goes on, and nothing is done twice.",
    endsBy: "requests",
    usual: 3,
    most: 1_000,
  },
  wrong_key: {
    does: (name) => `${name} answers each request and each look-up with error 401.`,
    seen: "Nothing more is sent and a banner says so. Orders wait, lose no attempt, and none is cancelled. It is tried again every half minute.",
    endsBy: "requests",
    usual: 5,
    most: 1_000,
  },
};

/** Mail is sent and forgotten: there is no key of ours, and nobody to look it up with. */
const AT_MAIL: Partial<Record<FaultKind, Partial<Pick<Words, "does" | "seen">> | null>> = {
  wrong_key: null,
  outage: { does: (name) => `${name} takes no messages.` },
  refuse: {
    does: (name) => `${name} says that the mailbox does not exist.`,
    seen: "“Customer not told”: somebody has to phone.",
  },
  cut: { seen: "The message is tried again later; the order itself is done." },
  lost_answer: {
    seen: "The message is sent again under the same Message-ID, so that a mailbox shows it once.",
  },
};

/** What may be injected at this partner, in the words of the screen. */
export function faultChoices(partner: PartnerName): FaultChoice[] {
  return FAULT_KINDS.flatMap((kind) => {
    const own = partner === "notifications" ? AT_MAIL[kind] : {};
    if (own === null) return [];
    const words = { ...WORDS[kind], ...own };
    return [{ ...words, kind, title: TITLE[kind], does: words.does(PARTNER_NAME[partner]) }];
  });
}

export function titleOf(kind: FaultKind): string {
  return TITLE[kind];
}
