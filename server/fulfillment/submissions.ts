import type { FulfillmentOrder, NoticeKind, NoticeReply } from "#server/partners/types";
import type { DeadLetterQueue, Queue } from "#server/queue/queues";
import type { InputOf } from "#server/saga/inputs";
import type { Actor, Decision, Outcome, Pending, Saga, SagaJob } from "#server/saga/types";

/**
 * What can be handed to the committer. Every change of a saga is one of these;
 * there is no other way.
 */

/** An order as validated at the edge, ready to be stored. Ids are made by the caller (uuid v7). */
export type NewOrder = {
  orderUuid: string;
  sagaUuid: string;
  orderNumber: string;
  clientId: string;
  externalOrderId: string;
  replacesOrderId: string | null;
  shippingService: "standard" | "expedited" | "overnight";
  shipTo: FulfillmentOrder["shipTo"];
  patient: FulfillmentOrder["patient"] & {
    preferredChannel: "email" | "sms" | "phone" | "none";
    timeZone: string | null;
    /** Keyed hashes of the two ways to reach the customer: the order is found by them. */
    emailIndex: string | null;
    phoneIndex: string | null;
  };
  lines: {
    lineId: string;
    ndcCanonical: string;
    ndcDisplay: string;
    quantity: number;
    unit: "EA" | "ML" | "GM";
    daysSupply: number;
    refills: number;
    directions: string;
    substitutionAllowed: boolean;
    prescriberNpi: string | null;
    prescriberName: string | null;
    prescriptionKind: "new" | "on_file";
    rxNumber: string | null;
    writtenOn: string | null;
    expiresOn: string | null;
  }[];
};

export type PlaceSubmission = {
  type: "place";
  order: NewOrder;
  actor: Actor;
  idempotency: Idempotency;
  /** Given when a person had an order placed again: kept with the order that is made. */
  again?: AgainWish;
};

/** Who wished that an order be placed again and why, as seen on the order that is replaced. */
export type AgainWish = {
  actionId: string;
  sagaUuid: string;
  actorId: string;
  reasonCode: string;
  note: string | null;
  revision: number;
  version: number;
};

export type Idempotency = { key: string; operation: string; fingerprint: string };

/**
 * The answer to a place. `replayed` carries the order that the same key and body
 * made before; the refusals wrote nothing.
 */
export type PlaceReceipt =
  | { type: "placed"; orderUuid: string; orderNumber: string; placedAt: number }
  | { type: "replayed"; orderUuid: string; orderNumber: string; placedAt: number }
  | { type: "key_reused" }
  | { type: "external_order_id_exists"; orderUuid: string }
  /** An order is replaced by one at most. */
  | { type: "already_replaced"; orderUuid: string; orderNumber: string }
  /** By chance this order number is in use: submit again with another. */
  | { type: "number_taken" };

/** A storefront's wish that an order of its own be taken back. */
export type CancelSubmission = {
  type: "cancel";
  /** Made by the caller (uuid v7); the events name it as their cause. */
  cancelId: string;
  orderUuid: string;
  sagaUuid: string;
  clientId: string;
  reasonCode: string;
  idempotency: Idempotency;
};

/**
 * The answer to a cancel: that it was asked for, and kept. What became of it is
 * seen on the order. `newer_version` wrote nothing.
 */
export type CancelReceipt =
  | { type: "requested" | "replayed"; requestedAt: number }
  | { type: "key_reused" }
  | { type: "newer_version" };

/** Done once for each key of a client, however often it is asked for. */
export type KeyedSubmission = PlaceSubmission | CancelSubmission;

/** The queued job behind an answer; it is removed in the commit that records the answer. */
export type Ticket = { queue: Queue | DeadLetterQueue; jobId: string };

/**
 * What a worker knows of the job behind a saga's work, which a crash leaves behind:
 * for as long as the job is left to it, it may serve for the saga's next dispatch too.
 */
export type Net = {
  /** The one that the job itself names. */
  dispatch: number;
  /** It was fetched; else it was handed over, and nobody has fetched it yet. */
  fetched: boolean;
  /** By this process' monotonic clock (ms): from then on somebody else may get it. */
  untilMs: number;
};

export type OutcomeSubmission = {
  type: "outcome";
  sagaUuid: string;
  orderUuid: string;
  dispatch: number;
  job: SagaJob;
  reply: Outcome | Pending;
  ticket: Ticket;
  /** The saga that its call was made for, as its worker has it: not read again while it is still so. */
  seen?: Saga;
  /** Known to the worker that made the call; without it the ticket's job is of this very dispatch. */
  net?: Net;
  /** The room that its call had, given by the worker that made it: what follows may go on in it. */
  place?: Place;
};

/**
 * What became of an outcome. `next` is the saga's next work and `notice` what its
 * customer is to be told, both handed over to this process.
 */
export type OutcomeReceipt = ({ type: "committed" } & Handed) | { type: "late" };

export type Handed = { next: HandedOver | null; notice: HandedNotice | null };

/** Work this process may do at once; the job `ticket`, of this dispatch or an earlier one, is the net that a crash leaves behind. */
export type HandedOver = {
  saga: Saga;
  job: SagaJob;
  dispatch: number;
  ticket: Ticket;
  net: Net;
  /** To be freed by whoever is handed the work, whatever becomes of it. */
  place: Place;
};

/** A message this process sends, under the same rules. */
export type NoticeWork = {
  orderUuid: string;
  kind: NoticeKind;
  attempt: number;
  doubted: boolean;
  ticket: Ticket;
  place: Place;
};

export type HandedNotice = NoticeWork & { saga: Saga };

/** Room for one call. */
export type Place = {
  free(): void;
  /** Goes along with work that moves on to another queue, if there is room. Answers how to move back. */
  moveTo(queue: Queue): (() => void) | null;
};

/** What of the work that a commit queues this process takes at once. */
export type HandOver = {
  worker: number;
  /** Null: there is no room, or no call may leave now; then whoever fetches the job does it. */
  take(queue: Queue): Place | null;
  /** The same for work that has a place, which it is to keep. */
  move(place: Place, queue: Queue): (() => void) | null;
};

/** What became of a message to the customer. */
export type NoticeSubmission = {
  type: "notice";
  orderUuid: string;
  kind: NoticeKind;
  /** Which try it was, as its job says. */
  attempt: number;
  doubted: boolean;
  /** Null: the message is stale by now, only its job is removed. */
  reply: NoticeReply | null;
  ticket: Ticket;
};
export type NoticeReceipt = { type: "committed" };

/** A job whose work is over: nothing is decided, it only leaves the queue. */
export type DiscardSubmission = { type: "discard"; ticket: Ticket };
export type DiscardReceipt = { type: "committed" };

/**
 * What the system noticed about a saga that nobody told it: a deadline that has
 * passed, a partner that is well again, work that the queue gave up.
 */
export type UpkeepSubmission = {
  type: "upkeep";
  sagaUuid: string;
  input: InputOf<"deadline" | "resume" | "unreadable" | "dead_letter">;
  /** The job in which it was noticed, if it was one; it is removed with the decision. */
  ticket: Ticket | null;
};
export type UpkeepReceipt = { type: "decided"; decision: Decision["type"] };

export type CommandSubmission = {
  type: "command";
  sagaUuid: string;
  actionId: string;
  actorId: string;
  reasonCode: string;
  note: string | null;
  revision: number;
  command:
    | { type: "retry" }
    | { type: "undo" }
    | { type: "hold" }
    | { type: "release" }
    | {
        type: "resolve";
        happened: boolean;
        reference: string | null;
        trackingNumber: string | null;
      }
    /** A fact about the order, whose customer a person has reached. */
    | { type: "told_by_phone"; orderUuid: string }
    /** The same: the message that did not arrive is sent once more. */
    | { type: "resend_notice"; orderUuid: string };
};

/** The same action id gives the same answer again, to the same wish of the same person only. */
export type CommandReceipt =
  | {
      type: "decided";
      decision: Decision["type"];
      code: string | null;
      until: number | null;
      revision: number;
    }
  | { type: "not_found" };

/** What an action id was used for, and what it was answered. */
export type AnsweredAction = {
  sagaUuid: string;
  kind: CommandSubmission["command"]["type"];
  actorId: string;
  receipt: CommandReceipt;
};

/** A version of a note of a person. The text goes to its own table, never into the event. */
export type NoteSubmission = {
  type: "note";
  sagaUuid: string;
  /** Made by the page; the same version again is written once. */
  noteId: string;
  /** 1 for a new note, one more for each edit. */
  version: number;
  actorId: string;
  text: string;
};

/** `moved_on`: another version was written meanwhile. `not_yours`: only its author edits a note. */
export type NoteReceipt = {
  type: "noted" | "not_found" | "moved_on" | "not_yours" | "newer_version";
};

/** The newest stored version of a note. */
export type KnownNote = { sagaUuid: string; version: number; authorId: string; text: string };

export type Submission =
  | PlaceSubmission
  | CancelSubmission
  | OutcomeSubmission
  | NoticeSubmission
  | DiscardSubmission
  | UpkeepSubmission
  | CommandSubmission
  | NoteSubmission;

/** Which answer each kind of submission gets. */
export type ReceiptOf<S extends Submission> = {
  place: PlaceReceipt;
  cancel: CancelReceipt;
  outcome: OutcomeReceipt;
  notice: NoticeReceipt;
  discard: DiscardReceipt;
  upkeep: UpkeepReceipt;
  command: CommandReceipt;
  note: NoteReceipt;
}[S["type"]];
