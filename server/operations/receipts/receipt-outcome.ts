import type { SagaEvent } from "#server/saga/events";
import { rejectionWords } from "../order-actions/rejection-words.ts";
import { PARTNER_NAME } from "../partners/partner-words.ts";
import { codeClause, refusalClause } from "../situation/code-words.ts";
import type { SagaEntry } from "../timeline/saga-entry.ts";
import { CANCELLED, errorAt, movedOnText, partnerBefore, retryResult } from "./receipt-results.ts";
import type { Receipt, ReceiptResult } from "./views.ts";

/** A stored action of a person. Its effects are the saga's events after `versionBefore`. */
export type OperatorAction = {
  actionId: string;
  kind: Receipt["kind"];
  actorId: string;
  reasonCode: string;
  note: string | null;
  decision: "accepted" | "ignored" | "rejected";
  decisionCode: string | null;
  versionBefore: number;
  createdAt: number;
};

/** A retry without any effect for this long: nothing took it up. */
const NO_EFFECT_AFTER_MS = 2 * 60_000;

export type Outcome = { result: ReceiptResult; ran: SagaEntry | null; closedAt: number | null };

const WAITING: Outcome = { result: { type: "waiting" }, ran: null, closedAt: null };

export function outcomeOf(
  action: OperatorAction,
  all: readonly SagaEntry[],
  after: readonly SagaEntry[],
  now: number,
): Outcome {
  switch (action.decision) {
    case "rejected":
      return closed("refused", `Refused: ${rejectionWords(action.decisionCode)}`, action.createdAt);
    case "ignored":
      return closed(
        "no_effect_seen",
        `Nothing to do: ${action.decisionCode ?? "it was so already"}`,
        action.createdAt,
      );
    case "accepted":
      return acceptedOutcome(action, all, after, now);
  }
}

function acceptedOutcome(
  action: OperatorAction,
  all: readonly SagaEntry[],
  after: readonly SagaEntry[],
  now: number,
): Outcome {
  switch (action.kind) {
    case "hold":
      return firstOf(after, "SagaParked", "Fixed: on hold, nothing is sent");
    case "release":
      return firstOf(after, "SagaResumed", "Fixed: released, the order goes on");
    case "told_by_phone":
      // The person did it before they recorded it: there is nothing to wait for.
      return closed("fixed", "Fixed: the customer knows", action.createdAt);
    case "resend_notice":
      throw new Error("Bug: what became of a message is told by the order's own stream");
    case "order_again":
      // The new order was made in the transaction that kept the wish.
      return closed("fixed", "Fixed: a new order was placed", action.createdAt);
    case "resolve":
      return resolveOutcome(after);
    case "undo":
      return undoOutcome(after);
    case "retry":
      return retryOutcome(action, all, after, now);
  }
}

function firstOf(after: readonly SagaEntry[], type: SagaEvent["type"], text: string): Outcome {
  const found = after.find((entry) => entry.event.type === type);
  return found ? { ...closed("fixed", text, found.event.at), ran: found } : WAITING;
}

function resolveOutcome(after: readonly SagaEntry[]): Outcome {
  for (const entry of after) {
    const { event } = entry;
    if (event.type !== "ManualResolutionRecorded") continue;
    const text = event.data.happened ? recordedText(after) : NOT_DONE[event.data.direction];
    return { ...closed("fixed", text, event.at), ran: entry };
  }
  return WAITING;
}

const NOT_DONE: Record<"forward" | "undo", string> = {
  forward: "Fixed: recorded as not done, and the undo began",
  undo: "Fixed: recorded as not done, and the order stays as it is",
};

function recordedText(after: readonly SagaEntry[]): string {
  const moved = after.find(({ event }) => event.type === "OrderFulfillmentSagaStateChanged");
  return moved?.event.type === "OrderFulfillmentSagaStateChanged"
    ? movedOnText(moved.event.data.to)
    : "Fixed: recorded";
}

/** An undo ends when the order is cancelled, when it is refused, or when it stops on the way. */
function undoOutcome(after: readonly SagaEntry[]): Outcome {
  const ran = after.find(({ event }) => UNDO_WORK.has(event.type)) ?? null;
  for (const entry of after) {
    const result = undoResult(entry, after);
    if (result) return { result, ran: ran ?? entry, closedAt: entry.event.at };
  }
  return { ...WAITING, ran };
}

function undoResult(entry: SagaEntry, after: readonly SagaEntry[]): ReceiptResult | null {
  const { event } = entry;
  switch (event.type) {
    case "OrderFulfillmentSagaStateChanged":
      return event.data.to === "CANCELLED" ? CANCELLED : null;
    case "CancelRejected": {
      const why = refusalClause(event.data.code, PARTNER_NAME.carrier);
      return { type: "refused", text: `Refused: ${why}` };
    }
    case "SagaParked":
      return event.data.reason === "HELD_BY_OPERATOR"
        ? null
        : stoppedResult(event.data.code, partnerBefore(after, entry));
    default:
      return null;
  }
}

function stoppedResult(code: string | null, partner: string | null): ReceiptResult {
  const why = code === null ? "" : `: ${codeClause(code, partner)}`;
  return { type: "new_error", text: `New error, the undo stopped${why}` };
}

const UNDO_WORK = new Set<string>([
  "OrderFulfillmentSagaFailed",
  "ShipmentVoided",
  "InventoryReleased",
  "PrescriptionCancelled",
]);

function retryOutcome(
  action: OperatorAction,
  all: readonly SagaEntry[],
  after: readonly SagaEntry[],
  now: number,
): Outcome {
  const before = errorAt(all, action.versionBefore);
  let ran: SagaEntry | null = null;
  for (const entry of after) {
    const said = retryResult(entry, after, before);
    if (said === "still_at_work") ran ??= entry;
    else if (said) return { result: said, ran: ran ?? entry, closedAt: entry.event.at };
  }
  if (ran) return { ...WAITING, ran };
  if (now - action.createdAt < NO_EFFECT_AFTER_MS) return WAITING;
  return closed("no_effect_seen", "No effect seen after 2 min", null);
}

function closed(
  type: Exclude<ReceiptResult["type"], "waiting">,
  text: string,
  closedAt: number | null,
): Outcome {
  return { result: { type, text }, ran: null, closedAt };
}
