import { noticeFor } from "#server/notifications/decide-notice";
import { jobIdOf } from "#server/queue/job-id";
import {
  NET_MS,
  NOTICE_LEASE_MS,
  NOTICE_QUEUE,
  type Queue,
  SAGA_QUEUES,
  type SagaJobData,
} from "#server/queue/queues";
import { LEASE_MS } from "#server/saga/definition";
import { plan } from "#server/saga/plan";
import { type Directive, NOT_STARTED, type Saga } from "#server/saga/types";
import type { Batch } from "./batch.ts";
import type {
  Handed,
  HandedNotice,
  HandedOver,
  HandOver,
  OutcomeSubmission,
  Place,
  Submission,
  Ticket,
} from "./submissions.ts";

/**
 * What must be queued for every saga of the batch as it is left at its end, and
 * what of it this process may do at once (by the index of the submission). Work
 * handed over has a job all the same, due when this process must have done it:
 * the net that a crash leaves behind. The job that is there serves as one for as
 * long as its time allows (ADR 38); else another is queued in its place.
 */
export function planJobs(
  batch: Batch,
  submissions: readonly Submission[],
  handOver: HandOver | null,
): ReadonlyMap<number, Handed> {
  const handed = new Map<number, Handed>();
  const lastOutcome = lastOutcomes(batch, submissions);
  const kept = new Set<string>();
  for (const [sagaUuid, after] of batch.after) {
    const before = batch.before.get(sagaUuid);
    const outcome = lastOutcome.get(sagaUuid);
    const ticket = outcome?.submission.ticket;
    const taker = outcome && handOver ? new Taker(handOver, outcome.submission) : null;
    const next = planNext(batch, { before, after }, { taker, ticket });
    const notice = tellCustomer(batch, { before, after }, taker);
    if (!outcome) continue;
    handed.set(outcome.index, { next, notice });
    if (ticket && next?.ticket === ticket) kept.add(ticket.jobId);
  }
  settleTickets(batch, submissions, kept);
  return handed;
}

type LastOutcome = { index: number; submission: OutcomeSubmission };

/** By saga, the submission whose worker may go on with it: the last outcome of the batch that counted. */
function lastOutcomes(batch: Batch, submissions: readonly Submission[]): Map<string, LastOutcome> {
  const last = new Map<string, LastOutcome>();
  submissions.forEach((submission, index) => {
    if (submission.type === "outcome" && batch.receipts[index]?.type === "committed") {
      last.set(submission.sagaUuid, { index, submission });
    }
  });
  return last;
}

/** Finds room for what follows an outcome, and a net: first the place that its call had, which is over, and its job. */
class Taker {
  readonly worker: number;
  readonly #handOver: HandOver;
  readonly #outcome: OutcomeSubmission;
  #place: Place | null;

  constructor(handOver: HandOver, outcome: OutcomeSubmission) {
    this.worker = handOver.worker;
    this.#handOver = handOver;
    this.#outcome = outcome;
    this.#place = outcome.place ?? null;
  }

  take(queue: Queue): Place | null {
    const place = this.#place;
    if (!place || !this.#handOver.move(place, queue)) return this.#handOver.take(queue);
    this.#place = null;
    return place;
  }

  /** Its job, if that is the saga's own and nobody else is given it before the work must be done, or let go. */
  netFor(
    { job }: Directive,
    standing: number | undefined,
  ): Pick<HandedOver, "ticket" | "net"> | null {
    const { ticket, net } = this.#outcome;
    if (net === undefined || net.dispatch !== standing) return null;
    return performance.now() + LEASE_MS[job] <= net.untilMs ? { ticket, net } : null;
  }
}

type Change = { before: Saga | undefined; after: Saga };

/** What comes next for a saga, here and now or later. Whatever it is, the saga has one job for it from now on. */
function planNext(
  batch: Batch,
  { before, after }: Change,
  { taker, ticket }: { taker: Taker | null; ticket: Ticket | undefined },
): HandedOver | null {
  const { sagaUuid } = after;
  const had = plan(before ?? NOT_STARTED);
  const wanted = plan(after);
  const standing = batch.jobDispatches.get(sagaUuid);
  if (wanted?.dispatch === had?.dispatch) {
    if (wanted && standing !== undefined) batch.keptJobs.set(sagaUuid, standing);
    return null;
  }
  const place = taker && wanted && wanted.dueAt <= batch.now ? taker.take(wanted.job) : null;
  const kept = place && taker && wanted && taker.netFor(wanted, standing);
  if (kept) {
    batch.keptJobs.set(sagaUuid, kept.net.dispatch);
    return { saga: after, job: wanted.job, dispatch: wanted.dispatch, ...kept, place };
  }
  if (had) removeJob(batch, sagaUuid, { had, ticket });
  if (!wanted) return null;
  return queueNext(batch, after, wanted, place && taker ? { place, worker: taker.worker } : null);
}

/**
 * Removes the job that the saga has had, unless that goes with its outcome. Of one
 * from before it is not known in which queue it stands: the saga has moved on since.
 */
function removeJob(
  batch: Batch,
  sagaUuid: string,
  { had, ticket }: { had: Directive; ticket: Ticket | undefined },
): void {
  const dispatch = batch.jobDispatches.get(sagaUuid) ?? had.dispatch;
  const id = jobIdOf(sagaUuid, dispatch);
  if (ticket?.jobId === id) return;
  const queues = dispatch === had.dispatch ? [had.job] : SAGA_QUEUES;
  for (const queue of queues) batch.settleJob(queue, id);
}

/** The job of every outcome is over, unless its saga goes on under it. */
function settleTickets(
  batch: Batch,
  submissions: readonly Submission[],
  kept: ReadonlySet<string>,
): void {
  submissions.forEach((submission, index) => {
    if (submission.type !== "outcome") return;
    const { queue, jobId } = submission.ticket;
    const isLate = batch.receipts[index]?.type === "late";
    const servesOn = isLate ? mayServeAnother(batch, submission) : kept.has(jobId);
    if (!servesOn) batch.settleJob(queue, jobId);
  });
}

/** Somebody else may be at the saga under the job of an answer that came late: by its dispatch, for it may have been queued again. */
function mayServeAnother(batch: Batch, { sagaUuid, dispatch, net }: OutcomeSubmission): boolean {
  const live = batch.keptJobs.get(sagaUuid) ?? batch.jobDispatch(sagaUuid);
  return live === (net?.dispatch ?? dispatch);
}

/** Queues the work, due at its time, or after the time of its net if it is taken here and now. */
function queueNext(
  batch: Batch,
  saga: Saga,
  { job, dispatch, dueAt }: Directive,
  taken: { place: Place; worker: number } | null,
): HandedOver | null {
  const id = jobIdOf(saga.sagaUuid, dispatch);
  const data: SagaJobData = { sagaUuid: saga.sagaUuid, dispatch, holder: taken?.worker ?? null };
  const startAfter = taken ? NET_MS / 1_000 : dueAt > batch.now ? new Date(dueAt) : undefined;
  batch.addJob({ queue: job, id, data, ...(startAfter === undefined ? {} : { startAfter }) });
  if (!taken) return null;
  const net = { dispatch, fetched: false, untilMs: batch.begunMs + NET_MS };
  return { saga, job, dispatch, ticket: { queue: job, jobId: id }, net, place: taken.place };
}

/** A saga that has just ended owes its customer a message. */
function tellCustomer(
  batch: Batch,
  { before, after }: Change,
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
