import type { NoticeTry } from "#server/notifications/decide-notice";
import type { NoticeKind } from "#server/partners/types";
import { noticeJobIdOf } from "#server/queue/job-id";
import type { JobToQueue } from "#server/queue/queue-jobs";
import { NOTICE_QUEUE, type NoticeJobData } from "#server/queue/queues";
import type { Build } from "#server/saga/definition";
import type { DomainEvent } from "#server/saga/events";
import type { Policy } from "#server/saga/policy";
import type { Saga, SagaState } from "#server/saga/types";
import { NOT_STARTED } from "#server/saga/types";
import type { DatabaseClock } from "./batch-clock.ts";
import type { EventMetadata } from "./event-codec.ts";
import type { OpaqueSaga } from "./saga-row.ts";
import type {
  AgainWish,
  AnsweredAction,
  CancelSubmission,
  CommandReceipt,
  CommandSubmission,
  HandOver,
  KnownNote,
  NoteSubmission,
  ReceiptOf,
  Submission,
  Ticket,
} from "./submissions.ts";

export type BatchContext = {
  submissions: readonly Submission[];
  policy: Policy;
  build: Build;
  /** Null where no steps are run. */
  handOver: HandOver | null;
  clock: DatabaseClock;
  /** Sagas that their worker has in memory are not read again; false once one was not as it thought. */
  trustSeen: boolean;
};

/** The mutable part of an order: its stream's version and what the customer was told. */
export type OrderHead = {
  orderUuid: string;
  version: number;
  cancelledAt: number | null;
  noticeKind: "shipped" | "cancelled" | null;
  noticeState: "none" | "due" | "told" | "failed";
  noticeCode: string | null;
  noticeAt: number | null;
};

/** Events of one aggregate, in order, all caused by one submission. */
export type Append = {
  aggregateUuid: string;
  aggregateType: "order" | "order_fulfillment_saga";
  versionBefore: number;
  events: readonly DomainEvent[];
  metadata: EventMetadata;
};

export type RecordedAction = {
  submission: CommandSubmission;
  receipt: CommandReceipt;
  versionBefore: number;
};

/**
 * One transaction's work in memory: the rows as locked, the rows as they will
 * be, and everything to write. Filled by deciding, then written in one go.
 */
export class Batch {
  readonly now: number;
  /** By this process' monotonic clock: before the transaction began, so earlier than what its jobs are due by. */
  readonly begunMs: number;
  readonly policy: Policy;
  readonly build: Build;
  /** As locked; a saga placed in this batch is absent. */
  readonly before: ReadonlyMap<string, Saga>;
  readonly after = new Map<string, Saga>();
  /** As locked: the dispatch whose job stands in the queue for a saga, an earlier one perhaps (ADR 38); absent: its own. */
  readonly jobDispatches: ReadonlyMap<string, number>;
  /** As it will be, of the sagas whose dispatch has a job from before. */
  readonly keptJobs = new Map<string, number>();
  /** Locked too, and not to be read by this build. */
  readonly opaque: ReadonlyMap<string, OpaqueSaga>;
  readonly parkedOpaque = new Map<string, OpaqueSaga>();
  /** Order heads that changed. */
  readonly changedOrders = new Map<string, OrderHead>();
  readonly appends: Append[] = [];
  /** By id: the same job queued twice is one job, as it was queued last. */
  readonly jobs = new Map<string, JobToQueue>();
  readonly actions: RecordedAction[] = [];
  readonly agains: AgainWish[] = [];
  /** Versions of notes to be written. */
  readonly notes: NoteSubmission[] = [];
  /** Of no effect: what they claimed is given back. */
  readonly refusedCancels: CancelSubmission[] = [];
  readonly settledJobs = new Map<Ticket["queue"], Set<string>>();
  readonly receipts: (ReceiptOf<Submission> | undefined)[];
  readonly #orders: ReadonlyMap<string, OrderHead>;
  readonly #notes: ReadonlyMap<string, KnownNote>;

  constructor(options: {
    now: number;
    begunMs: number;
    policy: Policy;
    build: Build;
    sagas: ReadonlyMap<string, Saga>;
    opaque: ReadonlyMap<string, OpaqueSaga>;
    jobDispatches: ReadonlyMap<string, number>;
    orders: ReadonlyMap<string, OrderHead>;
    notes: ReadonlyMap<string, KnownNote>;
    size: number;
  }) {
    this.now = options.now;
    this.begunMs = options.begunMs;
    this.policy = options.policy;
    this.build = options.build;
    this.before = options.sagas;
    this.opaque = options.opaque;
    this.jobDispatches = options.jobDispatches;
    this.#orders = options.orders;
    this.#notes = options.notes;
    this.receipts = new Array(options.size).fill(undefined);
  }

  /** The saga as this batch has left it so far: two inputs of one saga may come together. */
  saga(sagaUuid: string): SagaState {
    return this.after.get(sagaUuid) ?? this.before.get(sagaUuid) ?? NOT_STARTED;
  }

  order(orderUuid: string): OrderHead | undefined {
    return this.changedOrders.get(orderUuid) ?? this.#orders.get(orderUuid);
  }

  /** The newest version of a note as this batch has left it so far. */
  note(noteId: string): KnownNote | undefined {
    const added = this.notes.findLast((note) => note.noteId === noteId);
    if (!added) return this.#notes.get(noteId);
    const { sagaUuid, version, actorId: authorId, text } = added;
    return { sagaUuid, version, authorId, text };
  }

  /** The same action id twice in one batch gets one answer. */
  answeredAction(actionId: string): AnsweredAction | undefined {
    const action = this.actions.find(({ submission }) => submission.actionId === actionId);
    if (!action) return undefined;
    const { submission, receipt } = action;
    const { sagaUuid, command, actorId } = submission;
    return { sagaUuid, kind: command.type, actorId, receipt };
  }

  recordAction(
    submission: CommandSubmission,
    receipt: CommandReceipt,
    versionBefore: number,
  ): void {
    this.actions.push({ submission, receipt, versionBefore });
  }

  addNotice(
    orderUuid: string,
    kind: NoticeKind,
    { attempt, doubted }: NoticeTry,
    { startAfter, holder = null }: { startAfter?: number; holder?: number | null } = {},
  ): Ticket {
    const data: NoticeJobData = { orderUuid, kind, attempt, doubted, holder };
    const id = noticeJobIdOf(orderUuid, kind, attempt);
    this.addJob({
      queue: NOTICE_QUEUE,
      id,
      data,
      ...(startAfter === undefined ? {} : { startAfter }),
    });
    return { queue: NOTICE_QUEUE, jobId: id };
  }

  addJob(job: JobToQueue): void {
    this.jobs.set(job.id, job);
  }

  /** The dispatch that a job must name to be the saga's, as this batch has left it so far. */
  jobDispatch(sagaUuid: string): number | undefined {
    const before = this.before.get(sagaUuid);
    const after = this.after.get(sagaUuid);
    if (after && after.dispatch !== before?.dispatch) return after.dispatch;
    return this.jobDispatches.get(sagaUuid) ?? before?.dispatch;
  }

  /** Removes the queued job; one queued under the same id after this stays. */
  settleJob(queue: Ticket["queue"], id: string): void {
    this.jobs.delete(id);
    const ids = this.settledJobs.get(queue);
    if (ids) ids.add(id);
    else this.settledJobs.set(queue, new Set([id]));
  }
}
