import { stepOf } from "#server/saga/definition";
import { isSagaEvent } from "#server/saga/events";
import type { WaitsFor } from "../order-actions/views.ts";
import type { SagaEntry } from "../timeline/saga-entry.ts";
import { noticeOutcome } from "./receipt-of-notice.ts";
import { type OperatorAction, outcomeOf } from "./receipt-outcome.ts";
import type { Receipt } from "./views.ts";

/** What really became of an action: read from what happened afterwards, never assumed. */
export function receipt(
  action: OperatorAction,
  entries: readonly SagaEntry[],
  viewer: { userId: string; actorName: string; now: number; waitsFor?: WaitsFor | null },
): Receipt {
  const sagaEntries = entries.filter(({ event }) => isSagaEvent(event));
  const after = sagaEntries.filter((entry) => entry.version > action.versionBefore);
  const isOfNotice = action.kind === "resend_notice" && action.decision === "accepted";
  const outcome = isOfNotice
    ? noticeOutcome(action.createdAt, entries)
    : outcomeOf(action, sagaEntries, after, viewer.now);
  return {
    actionId: action.actionId,
    kind: action.kind,
    title: titleOf(action, sagaEntries),
    actorName: viewer.actorName,
    mine: action.actorId === viewer.userId,
    reasonCode: action.reasonCode,
    note: action.note,
    askedAt: iso(action.createdAt),
    pickedUpAt: action.decision === "accepted" && !isOfNotice ? isoOf(after[0]) : null,
    ranAt: outcome.ran ? isoOf(outcome.ran) : null,
    closedAt: outcome.closedAt === null ? null : iso(outcome.closedAt),
    result: outcome.result,
    waitsFor: outcome.result.type === "waiting" ? (viewer.waitsFor ?? null) : null,
  };
}

function titleOf(action: OperatorAction, all: readonly SagaEntry[]): string {
  switch (action.kind) {
    case "undo":
      return "Undo and cancel";
    case "hold":
      return "Hold of the order";
    case "release":
      return "Release of the order";
    case "told_by_phone":
      return "Told by phone";
    case "resend_notice":
      return "E-mail to the customer";
    case "order_again":
      return "Order again";
    case "resolve":
      return "Record by hand";
    case "retry":
      return `Retry of ${workAt(all, action.versionBefore)}`;
  }
}

/** What the order was doing at that version, from the events alone. */
function workAt(all: readonly SagaEntry[], version: number): string {
  let work = "prescription";
  for (const { event, version: at } of all) {
    if (at > version) break;
    if (event.type === "StepRetryScheduled" || event.type === "StepOutcomeUnknown") {
      work = event.data.direction === "undo" ? `undo of ${event.data.step}` : event.data.step;
    }
    if (event.type === "OrderFulfillmentSagaStateChanged") {
      work = stepOf(event.data.to) ?? "the undo";
    }
  }
  return work;
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function isoOf(entry: SagaEntry | undefined): string | null {
  return entry ? iso(entry.event.at) : null;
}
