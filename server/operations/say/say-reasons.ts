import type { ParkedReason, Saga, Step } from "#server/saga/types";
import type { Situation } from "../situation/situation.ts";
import type { LiveStatus } from "../situation/views.ts";

/** Why an order is, or will be, cancelled, as coarse as a customer needs it. */
export const CAUSES = ["request", "stock", "prescription", "delivery", "time", "other"] as const;
export type Cause = (typeof CAUSES)[number];

/** Where an order is that does not simply go forward. */
type Course = "forward" | "cancelling" | "shipped";

/** What the words for a customer depend on beside the status. */
export type SayReasons = {
  scheduled: Step;
  running: Step | "cancelling";
  retrying: Step;
  stalled: Course;
  outcome_unknown: Step;
  on_hold: Course;
  undoing: Cause | "shipped";
  needs_a_person: ForwardStop | "cancelling" | "shipped";
  undo_stopped: "cancelling" | "shipped";
  undo_refused: "cancelling" | "shipped";
  customer_not_told: "shipped" | "cancelled";
  completed: "due" | "told" | "undo_refused";
  cancelled: Cause;
};
export type ForwardStop = Exclude<
  ParkedReason,
  "COMPENSATION_REFUSED" | "COMPENSATION_EXHAUSTED" | "HELD_BY_OPERATOR"
>;

/** A Record, not a switch: a new status does not compile until it has a reason. */
export const SAY_REASON: { [S in LiveStatus]: (situation: Situation) => SayReasons[S] } = {
  scheduled: stepInWork,
  running: (situation) =>
    situation.saga.cancelRequestedAt === null ? stepInWork(situation) : "cancelling",
  retrying: stepInWork,
  stalled: course,
  outcome_unknown: stepInWork,
  on_hold: course,
  undoing: ({ saga }) => (isShipped(saga) ? "shipped" : causeOf(saga)),
  needs_a_person: (situation) => {
    const where = course(situation);
    return where === "forward" ? forwardStop(situation.saga) : where;
  },
  undo_stopped: ({ saga }) => (isShipped(saga) ? "shipped" : "cancelling"),
  undo_refused: ({ saga }) => (isShipped(saga) ? "shipped" : "cancelling"),
  customer_not_told: ({ saga }) => (saga.position === "CANCELLED" ? "cancelled" : "shipped"),
  completed: ({ saga, notice }) => {
    if (saga.lastError) return "undo_refused";
    return notice.state === "told" ? "told" : "due";
  },
  cancelled: ({ saga }) => causeOf(saga),
};

function stepInWork({ saga }: Situation): Step {
  const step = saga.work?.step;
  return step === undefined || step === "order" ? "shipment" : step;
}

function course({ saga }: Situation): Course {
  if (isShipped(saga)) return "shipped";
  const turns = saga.position === "COMPENSATING" || saga.position === "CANCELLED";
  return turns || saga.work?.direction === "undo" ? "cancelling" : "forward";
}

function isShipped(saga: Saga): boolean {
  return saga.position === "COMPLETED";
}

function forwardStop({ parked, work }: Saga): ForwardStop {
  switch (parked?.reason) {
    case "OUTCOME_UNKNOWN":
      // The words for it know that all but the label is there.
      return work?.step === "shipment" ? "OUTCOME_UNKNOWN" : "RETRIES_EXHAUSTED";
    case "PARTNER_MISCONFIGURED":
    case "REQUEST_REFUSED":
    case "UNREADABLE_EVENT":
      return parked.reason;
    default:
      return "RETRIES_EXHAUSTED";
  }
}

const CAUSE_OF: ReadonlyMap<string, Cause> = new Map<string, Cause>([
  ["cancel_requested", "request"],
  ["deadline_expired", "time"],
  ...codes("stock", "insufficient_stock", "unknown_item", "item_recalled", "quantity_limit"),
  ...codes("stock", "expiry_too_short", "reservation_expired"),
  ...codes("prescription", "prescriber_unknown", "prescriber_not_licensed", "rx_expired"),
  ...codes("prescription", "refill_too_soon", "interaction_hold", "controlled_not_allowed"),
  ...codes("prescription", "patient_mismatch", "ndc_not_dispensable"),
  ...codes("delivery", "address_undeliverable", "po_box_not_allowed", "service_unavailable"),
  ...codes("delivery", "restricted_item", "weight_limit"),
]);

function codes(cause: Cause, ...all: string[]): [string, Cause][] {
  return all.map((code) => [code, cause]);
}

/** A code without words of its own is told as no more than a cancellation. */
function causeOf({ failure }: Saga): Cause {
  return (failure === null ? "request" : CAUSE_OF.get(failure.code)) ?? "other";
}
