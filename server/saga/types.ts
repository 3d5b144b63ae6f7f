/**
 * The words of the saga, fixed here and used everywhere (code, tables, screens, docs):
 *
 * - saga: the fulfilment of one order.
 * - step: one of prescription, inventory, shipment; each belongs to one partner.
 * - position: where the saga stands in its state machine.
 * - parked: the saga waits for a person; a mark beside the position, never a position itself.
 * - dispatch: one hand-over of work to the queue, numbered per saga; the fence against late answers.
 * - attempt: one call whose outcome stayed unknown; only these use the budget.
 * - outcome: what a partner's reply proves (six kinds; unknown is not failed).
 * - compensation stack: what must be undone if the saga turns, recorded before each call leaves.
 * - turn: the moment a saga starts to go back; it happens once.
 * - pivot: the step after which we only go forward (shipment).
 * - gate: an undo of the pivot that is asked for before the position changes.
 */

/** Milliseconds since the epoch. The core has no clock: every instant comes in as an input. */
export type Instant = number;

export const STEPS = ["prescription", "inventory", "shipment"] as const;
export type Step = (typeof STEPS)[number];

/** What can stand on the compensation stack: each step, and the order itself at the bottom. */
export type StackStep = "order" | Step;

export const POSITIONS = [
  "PENDING_PRESCRIPTION",
  "PENDING_INVENTORY_RESERVATION",
  "PENDING_SHIPMENT",
  "COMPLETED",
  "COMPENSATING",
  "CANCELLED",
] as const;
export type Position = (typeof POSITIONS)[number];

export const PARKED_REASONS = [
  "RETRIES_EXHAUSTED",
  "OUTCOME_UNKNOWN",
  "COMPENSATION_REFUSED",
  "COMPENSATION_EXHAUSTED",
  "PARTNER_MISCONFIGURED",
  "REQUEST_REFUSED",
  "UNREADABLE_EVENT",
  "HELD_BY_OPERATOR",
] as const;
export type ParkedReason = (typeof PARKED_REASONS)[number];

export type Direction = "forward" | "undo";

export const FORWARD_JOBS = [
  "create-prescription",
  "reserve-inventory",
  "initiate-shipment",
] as const;
export const UNDO_JOBS = [
  "void-shipment",
  "release-inventory",
  "cancel-prescription",
  "cancel-order",
] as const;
export type ForwardJob = (typeof FORWARD_JOBS)[number];
export type UndoJob = (typeof UNDO_JOBS)[number];
/** The jobs that carry a saga. Their names are also the names of their queues. */
export type SagaJob = ForwardJob | UndoJob;

/**
 * What a partner's reply proves. Codes are stable snake_case words; never a
 * partner's own text, which may quote the patient.
 */
export type Outcome =
  | {
      type: "succeeded";
      reference: string | null;
      trackingNumber?: string;
      nothingToUndo?: boolean;
    }
  | { type: "rejected"; code: string }
  /** `retryAfterMs`: when it is known that nothing will be sent before. */
  | { type: "not_sent"; code: string; retryAfterMs?: number }
  | { type: "transient"; code: string; retryAfterMs?: number }
  | { type: "unknown"; code: string }
  /** Our fault. `partner`: key, route or funds, so every order is hit. `request`: this order's request alone. */
  | { type: "misconfigured"; scope: "partner" | "request"; code: string };

/** Not an outcome: the partner is still at work and wants to be asked again. Costs nothing. */
export type Pending = { type: "pending"; pollAfterMs: number };
export type Reply = Outcome | Pending;

/** What the partners call the things they made for this saga. */
export type References = {
  readonly prescription: string | null;
  readonly inventory: string | null;
  readonly shipment: string | null;
  readonly trackingNumber: string | null;
};

/** Who did something. People are named by their account's id, never by name. */
export type Actor =
  | { type: "system" }
  | { type: "person"; id: string }
  | { type: "storefront"; id: string };

export type StackEntryStatus = "recorded" | "undone" | "by_hand" | "not_needed";

/** One thing to undo. Recorded with its job's name, so a later version without the step still undoes it. */
export type StackEntry = {
  readonly step: StackStep;
  readonly job: UndoJob;
  readonly status: StackEntryStatus;
};

/** What the current dispatch is to do. */
export type Work = {
  readonly direction: Direction;
  readonly step: StackStep;
  /** An undo of the shipment asked for while the position stays: the pivot's way back. */
  readonly gate: boolean;
  readonly dueAt: Instant;
};

export type Parked = {
  readonly reason: ParkedReason;
  readonly since: Instant;
  /** The code that led here; null when a person put it on hold. */
  readonly code: string | null;
};

/** Why the saga turned, or is about to. */
export type Failure = { readonly step: StackStep; readonly code: string };

export type LastError = { readonly code: string; readonly at: Instant };

/** The whole state of a saga. A row of order_fulfillment_sagas holds exactly this. */
export type Saga = {
  readonly sagaUuid: string;
  readonly orderUuid: string;
  readonly position: Position;
  /** Bottom first; the entry to undo next is the last one still `recorded`. */
  readonly stack: readonly StackEntry[];
  /** Rises with every event. */
  readonly version: number;
  /** Rises only when position, parked reason, cancel flag or undo cursor change: what a person saw. */
  readonly revision: number;
  readonly dispatch: number;
  readonly work: Work | null;
  /** Budget rounds so far; a person's retry starts another. */
  readonly epoch: number;
  /** Unknown outcomes of the current work in this round. */
  readonly attempt: number;
  /** Times the current work was scheduled again for any reason; sets the backoff. */
  readonly tries: number;
  readonly inDoubtSince: Instant | null;
  readonly cancelRequestedAt: Instant | null;
  /** Null while parked (the clock stands still) and once the saga has turned or ended. */
  readonly deadlineAt: Instant | null;
  readonly parked: Parked | null;
  readonly failure: Failure | null;
  readonly lastError: LastError | null;
  readonly references: References;
  readonly startedAt: Instant;
  readonly completedAt: Instant | null;
  readonly updatedAt: Instant;
  readonly definitionVersion: number;
  readonly minReaderVersion: number;
};

export type SagaState = { readonly position: "NOT_STARTED" } | Saga;
export const NOT_STARTED: SagaState = { position: "NOT_STARTED" };

/** The work that must be queued now: one job, or none. */
export type Directive = {
  readonly job: SagaJob;
  readonly dispatch: number;
  readonly dueAt: Instant;
};

/** Why a wish is refused. The words for a person are in the catalogue. */
export type RejectionCode =
  | "moved_on"
  | "in_flight"
  | "nothing_to_retry"
  | "nothing_to_resolve"
  | "nothing_to_hold"
  | "not_held"
  | "ended"
  | "reference_needed"
  | "newer_version";

/** What decide() answers. Delivery is at-least-once, so `ignored` is normal. */
export type Decision<E = unknown> =
  | { type: "accepted"; events: readonly E[] }
  | { type: "ignored"; because: string }
  | { type: "rejected"; code: RejectionCode; until: Instant | null };
