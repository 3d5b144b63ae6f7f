import type { Saga, StackStep } from "#server/saga/types";
import { partnerNameOf, THING } from "../partners/partner-words.ts";
import type { SagaEntry } from "../timeline/saga-entry.ts";
import type { RetrySafety } from "./views.ts";

const WORD: Record<RetrySafety["verdict"], string> = {
  not_sent: "Not sent",
  refused: "Sent and refused",
  no_answer: "Sent, no answer",
  already_done: "Already done",
  being_worked_on: "Sent, still at work",
};

/** Whether a retry can make anything twice: read from what became of the last call of the work at hand. */
export function retrySafety(saga: Saga, entries: readonly SagaEntry[]): RetrySafety {
  const verdict = verdictOf(saga, entries);
  const partner = partnerOf(saga);
  return { verdict, word: WORD[verdict], text: TEXT[verdict](partner, thingOf(saga)) };
}

const TEXT: Record<RetrySafety["verdict"], (partner: string, thing: string) => string> = {
  not_sent: (partner) => `Safe. Nothing of this has reached ${partner} yet.`,
  refused: (partner) =>
    `Safe. ${partner} answered that nothing was done, and the reference stays the same.`,
  no_answer: (partner, thing) =>
    `Safe, because ${partner} is asked first whether it has ${thing} under our reference. It is sent again only if not.`,
  already_done: () => "Nothing is left to send: it is done.",
  being_worked_on: (partner) =>
    `Safe. ${partner} has the request; asking again with the same reference makes nothing new.`,
};

function partnerOf({ work }: Saga): string {
  return (work && partnerNameOf(work.step)) ?? "the partner";
}

function thingOf({ work }: Saga): string {
  const step: StackStep = work?.step ?? "order";
  if (work?.direction !== "undo") return THING[step];
  return step === "order" ? "the cancellation" : `undone ${THING[step]}`;
}

function verdictOf(saga: Saga, entries: readonly SagaEntry[]): RetrySafety["verdict"] {
  const { work } = saga;
  if (work === null) return "already_done";
  if (saga.inDoubtSince !== null) return "no_answer";
  const last = entries.findLast(
    ({ event }) => isOfWork(event, saga) || event.type === "SagaParked",
  );
  switch (last?.event.type) {
    case "SagaParked":
      return parkedVerdict(last.event.data.reason);
    case "StepRetryScheduled":
      return RETRY_VERDICT[last.event.data.because];
    default:
      return "not_sent";
  }
}

const RETRY_VERDICT = {
  not_sent: "not_sent",
  transient: "refused",
  unknown: "no_answer",
  pending: "being_worked_on",
  // The way back was opened by a refusal; of the undo itself nothing has left yet.
  refused: "not_sent",
} as const satisfies Record<string, RetrySafety["verdict"]>;

function parkedVerdict(reason: NonNullable<Saga["parked"]>["reason"]): RetrySafety["verdict"] {
  switch (reason) {
    case "REQUEST_REFUSED":
    case "PARTNER_MISCONFIGURED":
    case "COMPENSATION_REFUSED":
      return "refused";
    case "HELD_BY_OPERATOR":
      return "not_sent";
    default:
      // Of a job that was given up nobody knows how far it came: the partner is asked first.
      return "no_answer";
  }
}

function isOfWork(event: SagaEntry["event"], { work }: Saga): boolean {
  return (
    event.type === "StepRetryScheduled" &&
    event.data.step === work?.step &&
    event.data.direction === work.direction
  );
}
