import type { DomainEvent } from "#server/saga/events";
import { jobOf } from "#server/saga/state";
import type { Decision, Instant, Saga, SagaState } from "#server/saga/types";
import type { Story, Told } from "./story.ts";

/** One cell of the table in a line: what is recorded, and where that leaves the saga. */
export function inWords(before: Story, { decision, story }: Told): string {
  switch (decision.type) {
    case "ignored":
      return `nothing (${decision.because})`;
    case "rejected":
      return `refused: ${decision.code}${leftOf(decision, story.now)}`;
    case "accepted": {
      const events = decision.events.map((event) => eventInWords(event, story.now));
      const change = changeInWords(before.state, story.state);
      return change === "" ? events.join(", ") : `${events.join(", ")} ⇒ ${change}`;
    }
  }
}

const seconds = (ms: number) => `${ms / 1000} s`;

/** A wait for a reason is told exactly; a backoff, which grows, has tests of its own. */
const BACKOFF = new Set(["not_sent", "transient", "unknown"]);
const LONGER_THAN_ANY_BACKOFF_HERE_MS = 60_000;

function waitInWords(because: string, waitMs: number) {
  if (waitMs === 0) return "now";
  const byBackoff = BACKOFF.has(because) && waitMs !== LONGER_THAN_ANY_BACKOFF_HERE_MS;
  return byBackoff ? "backs off" : `in ${seconds(waitMs)}`;
}

function leftOf({ until }: Extract<Decision, { type: "rejected" }>, now: Instant) {
  return until === null ? "" : `, ${seconds(until - now)} left`;
}

function eventInWords(event: DomainEvent, now: Instant): string {
  const name = event.type.replace("OrderFulfillmentSaga", "…");
  const detail = detailOf(event, now);
  return detail === "" ? name : `${name}(${detail})`;
}

const undoneInWords = ({ nothingToUndo, byHand }: { nothingToUndo: boolean; byHand: boolean }) =>
  byHand ? "by hand" : nothingToUndo ? "nothing to undo" : "";

// One branch an event, flat on purpose: what of its data a reader of the table must see.
function detailOf(event: DomainEvent, now: Instant): string {
  switch (event.type) {
    case "OrderFulfillmentSagaCompensationRecorded":
      return event.data.step;
    case "OrderFulfillmentSagaStateChanged":
      return event.data.to;
    case "OrderFulfillmentSagaFailed":
      return `${event.data.code}, ${event.data.ownEntry ? "own entry" : "no own entry"}`;
    case "PrescriptionCancelled":
    case "InventoryReleased":
    case "ShipmentVoided":
      return undoneInWords(event.data);
    case "StepRetryScheduled":
      return `${event.data.because}, ${waitInWords(event.data.because, event.data.dueAt - now)}`;
    case "StepOutcomeResolved":
    case "ManualResolutionRecorded":
      return `${event.data.direction} ${event.data.step} ${event.data.happened ? "happened" : "did not happen"}`;
    case "SagaParked":
      return event.data.reason;
    case "SagaResumed":
      return event.data.deadlineAt === null ? "no deadline" : "fresh deadline";
    case "CancelRequested":
    case "DeadlineExpired":
      return event.data.effect;
    case "CancelRejected":
    case "OrderCancelled":
    case "PrescriptionFailed":
    case "InventoryReservationFailed":
    case "ShipmentInitiationFailed":
    case "CustomerNotificationFailed":
      return event.data.code;
    case "LateOutcomeObserved":
      return event.data.cleanUp === null ? event.data.outcome : `clean up ${event.data.cleanUp}`;
    case "OrderFulfillmentSagaStarted":
    case "OrderFulfillmentSagaCompleted":
    case "OrderCreated":
    case "PrescriptionCreated":
    case "InventoryReserved":
    case "ShipmentInitiated":
    case "StepOutcomeUnknown":
    case "RetryRequested":
    case "NoteAdded":
    case "CustomerNotified":
      return "";
  }
}

/** What is new, and which mark is gone; the rest of the state stays as it was. */
function changeInWords(before: SagaState, after: SagaState): string {
  const was = partsOf(before);
  const is = partsOf(after);
  const marks = ["parked", "in doubt", "cancel requested"];
  const gone = was.filter((part) => marks.some((m) => part.startsWith(m)) && !is.includes(part));
  const fresh = is.filter((part) => !was.includes(part));
  return [...fresh, ...gone.map((part) => `no longer ${part.replace(/^(parked) .*/, "$1")}`)].join(
    " · ",
  );
}

function partsOf(state: SagaState): string[] {
  if (state.position === "NOT_STARTED") return [state.position];
  return [
    state.position,
    workInWords(state),
    state.parked ? `parked ${state.parked.reason}` : "",
    state.inDoubtSince === null ? "" : "in doubt",
    state.cancelRequestedAt === null ? "" : "cancel requested",
    ...settledInWords(state),
  ].filter((part) => part !== "");
}

function workInWords(saga: Saga): string {
  if (!saga.work) return "nothing to do";
  return `${jobOf(saga, saga.work)}${saga.work.gate ? " at the gate" : ""}`;
}

/** Only what has become of entries; those still recorded go without saying. */
function settledInWords(saga: Saga): string[] {
  const settled = saga.stack.filter((entry) => entry.status !== "recorded");
  return settled.map((entry) => `${entry.step} ${entry.status}`);
}
