import { Batch, type OrderHead } from "#server/fulfillment/batch";
import { decideSubmission } from "#server/fulfillment/decide-submission";
import type {
  CommandSubmission,
  ReceiptOf,
  Submission,
  Ticket,
} from "#server/fulfillment/submissions";
import { newLine, newOrder, placing } from "#server/fulfillment/testing/new-order";
import { noticeFor } from "#server/notifications/decide-notice";
import type { NoticeReply } from "#server/partners/types";
import { NOTICE_QUEUE } from "#server/queue/queues";
import { THIS_BUILD } from "#server/saga/definition";
import { DEFAULT_POLICY } from "#server/saga/policy";
import { jobOf } from "#server/saga/state";
import type { Reply, Saga, SagaJob, Step } from "#server/saga/types";
import type { Chance } from "./chance.ts";
import { idMark, LIVED_AT, mark } from "./pattern.ts";

const SAGA = mark("saga");
const ORDER = mark("order");

/** What one transaction of the engine wrote for this order. */
export type Commit = { at: number; appends: Batch["appends"] };
export type ActionTaken = Batch["actions"][number] & { at: number };
export type NoteWritten = Batch["notes"][number] & { at: number };
export type KeyUsed = { key: string; operation: string; at: number };

/** How long the answer to each job takes, from a good day to a bad one. */
const ANSWERS_IN_MS: Record<SagaJob, readonly [number, number]> = {
  "create-prescription": [250, 6_000],
  "reserve-inventory": [60, 2_000],
  "initiate-shipment": [400, 9_000],
  "void-shipment": [300, 5_000],
  "release-inventory": [60, 1_500],
  "cancel-prescription": [200, 4_000],
  "cancel-order": [1, 20],
};

/**
 * One order lived through with the engine's own decisions, a submission a
 * transaction: what is told about it is what the committer would have written.
 */
export class Life {
  readonly chance: Chance;
  readonly lineCount: number;
  readonly commits: Commit[] = [];
  readonly actions: ActionTaken[] = [];
  readonly keys: KeyUsed[] = [];
  readonly notes: NoteWritten[] = [];
  now = LIVED_AT;
  orderUpdatedAt = LIVED_AT;
  order: OrderHead = {
    orderUuid: ORDER,
    version: 1,
    cancelledAt: null,
    noticeKind: null,
    noticeState: "none",
    noticeCode: null,
    noticeAt: null,
  };
  #saga: Saga | null = null;
  #idCount = 0;

  constructor(chance: Chance) {
    this.chance = chance;
    this.lineCount = chance.pick([1, 1, 1, 2, 2, 3]);
    const order = newOrder({
      orderUuid: ORDER,
      sagaUuid: SAGA,
      orderNumber: mark("number"),
      clientId: mark("client"),
      lines: Array.from({ length: this.lineCount }, () => newLine()),
    });
    const place = placing(order, { key: `place-${ORDER}` });
    this.#keepKey(place.idempotency);
    this.#submit(place, "placed");
  }

  get saga(): Saga {
    if (!this.#saga) throw new Error("Bug: the life has not begun");
    return this.#saga;
  }

  get idCount(): number {
    return this.#idCount;
  }

  wait(ms: number): this {
    this.now += ms;
    return this;
  }

  /** The partner in work answers to the call that was due. */
  reply(reply: Reply): this {
    const { work, dispatch } = this.saga;
    if (!work) throw new Error("Bug: nobody was asked");
    const job = jobOf(this.saga, work);
    this.now = Math.max(this.now, work.dueAt) + this.chance.waitMs(...ANSWERS_IN_MS[job]);
    const ticket = { queue: job, jobId: this.#newId() };
    const whose = { sagaUuid: SAGA, orderUuid: ORDER };
    return this.#submit({ type: "outcome", ...whose, dispatch, job, reply, ticket }, "committed");
  }

  /** Done as it was asked, `times` in a row. */
  succeed(times = 1): this {
    for (let done = 0; done < times; done += 1) this.reply(successOf(this.saga));
    return this;
  }

  /** The message that this end asks for is sent, and this becomes of it. */
  notify(reply: NoticeReply, attempt = 0): this {
    const kind = noticeFor(this.saga.position);
    if (!kind) throw new Error("Bug: there is nothing to tell yet");
    const ticket: Ticket = { queue: NOTICE_QUEUE, jobId: this.#newId() };
    const tried = { attempt, doubted: false };
    this.wait(this.chance.waitMs(300, 4_000));
    return this.#submit(
      { type: "notice", orderUuid: ORDER, kind, ...tried, reply, ticket },
      "committed",
    );
  }

  told(): this {
    return this.notify({ type: "sent" });
  }

  /** The storefront wants it back. */
  cancel(): this {
    const idempotency = { key: `cancel-${ORDER}`, operation: "orders.cancel", fingerprint: ORDER };
    this.#keepKey(idempotency);
    const whose = { cancelId: this.#newId(), orderUuid: ORDER, sagaUuid: SAGA };
    const client = { clientId: mark("client"), reasonCode: "customer_request" };
    return this.#submit({ type: "cancel", ...whose, ...client, idempotency }, "requested");
  }

  /** A person asks, of what is on the screen. */
  ask(command: CommandSubmission["command"], reasonCode: string, note: string | null = null): this {
    const wish = { actionId: this.#newId(), actorId: this.chance.pick(STAFF), reasonCode, note };
    const { revision } = this.saga;
    return this.#submit(
      { type: "command", sagaUuid: SAGA, ...wish, revision, command },
      "accepted",
    );
  }

  /** A colleague writes it down for the others. */
  note(text: string): this {
    const written = { noteId: this.#newId(), version: 1, actorId: this.chance.pick(STAFF), text };
    return this.#submit({ type: "note", sagaUuid: SAGA, ...written }, "noted");
  }

  toldByPhone(): this {
    return this.ask({ type: "told_by_phone", orderUuid: ORDER }, "customer_request");
  }

  /** The deadline's clock runs out. */
  expire(): this {
    this.now = Math.max(this.now, this.saga.deadlineAt ?? 0) + this.chance.between(0, 60_000);
    const input = { type: "deadline" } as const;
    return this.#submit({ type: "upkeep", sagaUuid: SAGA, input, ticket: null }, "accepted");
  }

  /** The queue gives the job up that nobody got through with. */
  giveUp(): this {
    const input = { type: "dead_letter", dispatch: this.saga.dispatch } as const;
    return this.#submit({ type: "upkeep", sagaUuid: SAGA, input, ticket: null }, "accepted");
  }

  #submit(submission: Submission, wanted: string): this {
    const batch = new Batch({
      now: this.now,
      policy: DEFAULT_POLICY,
      build: THIS_BUILD,
      sagas: new Map(this.#saga ? [[SAGA, this.#saga]] : []),
      opaque: new Map(),
      jobDispatches: new Map(),
      notes: new Map(),
      orders: new Map(this.#saga ? [[ORDER, this.order]] : []),
      begunMs: 0,
      size: 1,
    });
    const receipt = decideSubmission(batch, submission, KNOWN);
    if (answerIn(receipt) !== wanted) {
      throw new Error(`Bug: a ${submission.type} was ${answerIn(receipt)}, not ${wanted}`);
    }
    this.commits.push({ at: this.now, appends: batch.appends });
    this.actions.push(...batch.actions.map((action) => ({ ...action, at: this.now })));
    this.notes.push(...batch.notes.map((note) => ({ ...note, at: this.now })));
    const after = batch.saga(SAGA);
    if (after.position !== "NOT_STARTED") this.#saga = after;
    if (batch.changedOrders.has(ORDER)) {
      this.order = batch.changedOrders.get(ORDER) ?? this.order;
      this.orderUpdatedAt = this.now;
    }
    return this;
  }

  #keepKey({ key, operation }: { key: string; operation: string }): void {
    this.keys.push({ key, operation, at: this.now });
  }

  #newId(): string {
    this.#idCount += 1;
    return idMark(this.#idCount - 1);
  }
}

/** Of accounts: who they are is in the table of users. */
export const STAFF = ["staff-dana", "staff-ravi", "staff-mina", "staff-otto"] as const;

/** Every key is new and no action was asked before. */
const KNOWN = {
  answers: { places: new Map(), cancels: new Map() },
  claims: new Map(),
  actions: new Map(),
};

function answerIn(receipt: ReceiptOf<Submission>): string {
  return receipt.type === "decided" ? receipt.decision : receipt.type;
}

const MADE: Record<Step, Reply> = {
  prescription: { type: "succeeded", reference: mark("prescription") },
  inventory: { type: "succeeded", reference: mark("inventory") },
  shipment: {
    type: "succeeded",
    reference: mark("shipment"),
    trackingNumber: mark("tracking"),
  },
};

function successOf({ work }: Saga): Reply {
  const isMaking = work?.direction === "forward" && work.step !== "order";
  return isMaking ? MADE[work.step] : { type: "succeeded", reference: null };
}
