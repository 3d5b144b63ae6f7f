import { noticeFor } from "#server/notifications/decide-notice";
import { jobIdOf } from "#server/queue/job-id";
import { NOTICE_LEASE_MS, NOTICE_QUEUE, type Queue, type SagaJobData } from "#server/queue/queues";
import { LEASE_MS } from "#server/saga/definition";
import { plan } from "#server/saga/plan";
import { type Directive, NOT_STARTED, type Saga } from "#server/saga/types";
import type { Batch } from "./batch.ts";
import type {
  Handed,
  HandedNotice,
  HandedOver,
  HandOver,
  Place,
  Submission,
} from "./submissions.ts";

/**
 * What must be queued for every saga of the batch as it is left at its end, and
 * what of it this process may do at once (by the index of the submission). Work
 * handed over is queued all the same, due when its lease ends: the net that a
 * crash leaves behind.
 */
export function planJobs(
  batch: Batch,
  submissions: readonly Submission[],
  handOver: HandOver | null,
): ReadonlyMap<number, Handed> {
  const handed = new Map<number, Handed>();
  const lastOutcome = lastOutcomes(batch, submissions);
  for (const [sagaUuid, after] of batch.after) {
    const before = batch.before.get(sagaUuid);
    const had = plan(before ?? NOT_STARTED);
    const wanted = plan(after);
    const outcome = lastOutcome.get(sagaUuid);
    const taker = outcome && handOver ? new Taker(handOver, outcome.place) : null;
    const isOver = wanted?.dispatch !== had?.dispatch;
    if (isOver && had) batch.settleJob(had.job, jobIdOf(sagaUuid, had.dispatch));
    const next = isOver && wanted ? queueNext(batch, after, wanted, taker) : null;
    const notice = tellCustomer(batch, { before, after }, taker);
    if (outcome) handed.set(outcome.index, { next, notice });
  }
  return handed;
}

type LastOutcome = { index: number; place: Place | null };

/** By saga, the submission whose worker may go on with it: the last outcome of the batch that counted. */
function lastOutcomes(batch: Batch, submissions: readonly Submission[]): Map<string, LastOutcome> {
  const last = new Map<string, LastOutcome>();
  submissions.forEach((submission, index) => {
    if (submission.type === "outcome" && batch.receipts[index]?.type === "committed") {
      last.set(submission.sagaUuid, { index, place: submission.place ?? null });
    }
  });
  return last;
}

/** Finds room for what follows an outcome: first in the place that its call had, which is over. */
class Taker {
  readonly worker: number;
  readonly #handOver: HandOver;
  #place: Place | null;

  constructor(handOver: HandOver, place: Place | null) {
    this.#handOver = handOver;
    this.#place = place;
    this.worker = handOver.worker;
  }

  take(queue: Queue): Place | null {
    const place = this.#place;
    if (!place || !this.#handOver.move(place, queue)) return this.#handOver.take(queue);
    this.#place = null;
    return place;
  }
}

/** Queues the work, due at its time, or at its lease's end if it is taken here and now. */
function queueNext(
  batch: Batch,
  saga: Saga,
  { job, dispatch, dueAt }: Directive,
  taker: Taker | null,
): HandedOver | null {
  const place = taker && dueAt <= batch.now ? taker.take(job) : null;
  const id = jobIdOf(saga.sagaUuid, dispatch);
  const holder = place && taker ? taker.worker : null;
  const data: SagaJobData = { sagaUuid: saga.sagaUuid, dispatch, holder };
  const startAfter = place
    ? LEASE_MS[job] / 1_000
    : dueAt > batch.now
      ? new Date(dueAt)
      : undefined;
  batch.addJob({ queue: job, id, data, ...(startAfter === undefined ? {} : { startAfter }) });
  return place && { saga, job, dispatch, ticket: { queue: job, jobId: id }, place };
}

/** A saga that has just ended owes its customer a message. */
function tellCustomer(
  batch: Batch,
  { before, after }: { before: Saga | undefined; after: Saga },
  taker: Taker | null,
): HandedNotice | null {
  const { position, orderUuid } = after;
  const kind = noticeFor(position);
  if (!kind || position === before?.position) return null;
  const first = { attempt: 0, doubted: false };
  const place = taker?.take(NOTICE_QUEUE) ?? null;
  const net = place && taker ? { startAfter: NOTICE_LEASE_MS / 1_000, holder: taker.worker } : {};
  const ticket = batch.addNotice(orderUuid, kind, first, net);
  return place && { saga: after, orderUuid, kind, ...first, ticket, place };
}
