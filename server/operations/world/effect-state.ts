import { isAnswerOwed, isInFlight } from "#server/saga/state";
import type { Instant, StackEntry, Step, Work } from "#server/saga/types";
import { partnerOf } from "../partners/partner-words.ts";
import type { Situation } from "../situation/situation.ts";
import type { SagaEntry } from "../timeline/saga-entry.ts";
import type { EffectState } from "./views.ts";

/** `byHand`: on a person's word, no partner has told us. */
type Known = { state: EffectState; byHand: boolean };

/** What is known of a step's effect: no more than row and events prove. */
export function effectState(
  situation: Situation,
  step: Step,
  entries: readonly SagaEntry[],
): Known {
  const entry = situation.saga.stack.find((each) => each.step === step);
  const known = (state: EffectState, byHand = false) => ({ state, byHand });
  switch (entry?.status) {
    case undefined:
      return known("never_asked");
    case "not_needed":
      return known("not_made");
    case "undone":
      return known("undone");
    case "by_hand":
      return known("undone", true);
    case "recorded": {
      const state = recordedState(situation, step, entries);
      return known(state, state === "open" && wasMadeByHand(step, entries));
    }
  }
}

/** What stands on the stack was asked for, or is about to be. */
function recordedState(
  situation: Situation,
  step: Step,
  entries: readonly SagaEntry[],
): EffectState {
  const { saga } = situation;
  const isAtWork = saga.work?.step === step;
  if (isAtWork && saga.inDoubtSince !== null) return "unknown";
  if (saga.references[step] !== null) return "open";
  // Given up while in doubt: its own undo, by reference, is what settles it.
  if (!isAtWork || saga.work?.direction === "undo") return "unknown";
  return awaitedState(situation, wasLastPending(step, entries));
}

/** Of the call that is to make it, while there is neither an answer nor a doubt. */
function awaitedState(situation: Situation, isPending: boolean): EffectState {
  const { saga, now } = situation;
  const { parked, work } = saga;
  if (work === null) return "unknown";
  if (parked !== null && !isAnswerOwed(parked)) {
    // A job that was given up may have come as far as the partner; a refusal made nothing.
    return parked.reason === "RETRIES_EXHAUSTED" ? "unknown" : "not_made";
  }
  if (isPending) return "asked";
  const calledUntil = parked?.since ?? now;
  if (work.dueAt > calledUntil || isKeptBack(situation, work)) return "not_sent";
  return isInFlight(saga, now) ? "asked" : "unknown";
}

/** The partner got no calls from before this one was due. */
function isKeptBack({ held, open }: Situation, work: Work): boolean {
  const partner = partnerOf(work.step);
  return [...held, ...open].some(
    (each) =>
      each.partner === partner && each.direction === work.direction && each.since <= work.dueAt,
  );
}

/** The partner has the request and is at work on it. */
function wasLastPending(step: Step, entries: readonly SagaEntry[]): boolean {
  const last = entries.findLast(
    ({ event }) =>
      event.type === "StepRetryScheduled" &&
      event.data.step === step &&
      event.data.direction === "forward",
  );
  return last?.event.type === "StepRetryScheduled" && last.event.data.because === "pending";
}

function wasMadeByHand(step: Step, entries: readonly SagaEntry[]): boolean {
  return entries.some(
    ({ event }) =>
      event.type === "ManualResolutionRecorded" &&
      event.data.step === step &&
      event.data.direction === "forward" &&
      event.data.happened,
  );
}

/** The moment that proved it: the last event that told something about this step's effect. */
export function provedAt(entries: readonly SagaEntry[], step: Step): Instant | null {
  const proof = entries.findLast(({ event }) => provesStep(event) === step);
  return proof?.event.at ?? null;
}

function provesStep(event: SagaEntry["event"]): StackEntry["step"] | null {
  switch (event.type) {
    case "PrescriptionCreated":
    case "PrescriptionFailed":
    case "PrescriptionCancelled":
      return "prescription";
    case "InventoryReserved":
    case "InventoryReservationFailed":
    case "InventoryReleased":
      return "inventory";
    case "ShipmentInitiated":
    case "ShipmentInitiationFailed":
    case "ShipmentVoided":
    case "CancelRejected":
      return "shipment";
    case "StepOutcomeUnknown":
    case "StepOutcomeResolved":
    case "ManualResolutionRecorded":
      return event.data.step;
    case "StepRetryScheduled":
      // Nothing left us, so nothing was seen either.
      return event.data.because === "not_sent" ? null : event.data.step;
    default:
      return null;
  }
}
