import { noticeFor } from "#server/notifications/decide-notice";
import { jobIdOf } from "#server/queue/job-id";
import type { SagaJobData } from "#server/queue/queues";
import { LEASE_MS } from "#server/saga/definition";
import { plan } from "#server/saga/plan";
import { type Directive, NOT_STARTED, type Saga } from "#server/saga/types";
import type { Batch } from "./batch.ts";
import type { HandedOver, HandOver, Submission } from "./submissions.ts";

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
): ReadonlyMap<number, HandedOver> {
  const handed = new Map<number, HandedOver>();
  const lastOutcome = lastOutcomes(batch, submissions);
  for (const [sagaUuid, after] of batch.after) {
    const before = batch.before.get(sagaUuid);
    const had = plan(before ?? NOT_STARTED);
    const wanted = plan(after);
    tellCustomer(batch, before, after);
    if (wanted?.dispatch === had?.dispatch) continue;
    if (had) batch.settleJob(had.job, jobIdOf(sagaUuid, had.dispatch));
    if (!wanted) continue;
    const index = lastOutcome.get(sagaUuid);
    const next = queueNext(batch, after, wanted, index === undefined ? null : handOver);
    if (next && index !== undefined) handed.set(index, next);
  }
  return handed;
}

/** By saga, the submission whose worker may go on with it: the last outcome of the batch that counted. */
function lastOutcomes(batch: Batch, submissions: readonly Submission[]): Map<string, number> {
  const last = new Map<string, number>();
  submissions.forEach((submission, index) => {
    if (submission.type === "outcome" && batch.receipts[index]?.type === "committed") {
      last.set(submission.sagaUuid, index);
    }
  });
  return last;
}

/** Queues the work, due at its time, or at its lease's end if it is taken here and now. */
function queueNext(
  batch: Batch,
  saga: Saga,
  { job, dispatch, dueAt }: Directive,
  handOver: HandOver | null,
): HandedOver | null {
  const place = handOver && dueAt <= batch.now ? handOver.take(job) : null;
  const id = jobIdOf(saga.sagaUuid, dispatch);
  const holder = place && handOver ? handOver.worker : null;
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
function tellCustomer(batch: Batch, before: Saga | undefined, after: Saga): void {
  const kind = noticeFor(after.position);
  if (kind && after.position !== before?.position) {
    batch.addNotice(after.orderUuid, kind, { attempt: 0, doubted: false });
  }
}
