import { noticeFor } from "#server/notifications/decide-notice";
import { jobIdOf } from "#server/queue/job-id";
import type { SagaJobData } from "#server/queue/queues";
import { LEASE_MS } from "#server/saga/definition";
import { plan } from "#server/saga/plan";
import { type Directive, NOT_STARTED, type Saga } from "#server/saga/types";
import type { Batch } from "./batch.ts";
import type { HandedOver, Submission } from "./submissions.ts";

/**
 * What must be queued for every saga of the batch as it is left at its end, and
 * what of it this process may do at once (by the index of the submission). Work
 * handed over is queued all the same, due when its lease ends: the net that a
 * crash leaves behind.
 */
export function planJobs(
  batch: Batch,
  submissions: readonly Submission[],
  worker: number | null,
): ReadonlyMap<number, HandedOver> {
  const handed = new Map<number, HandedOver>();
  const lastOutcome = new Map<string, number>();
  submissions.forEach((submission, index) => {
    if (submission.type === "outcome" && batch.receipts[index]?.type === "committed") {
      lastOutcome.set(submission.sagaUuid, index);
    }
  });
  for (const [sagaUuid, after] of batch.after) {
    const before = batch.before.get(sagaUuid);
    const wanted = plan(after);
    const had = plan(before ?? NOT_STARTED);
    const changed = wanted?.dispatch !== had?.dispatch;
    if (had && changed) batch.settleJob(had.job, jobIdOf(sagaUuid, had.dispatch));
    if (wanted && changed) {
      const index = lastOutcome.get(sagaUuid);
      const now = worker !== null && index !== undefined && wanted.dueAt <= batch.now;
      const next = queue(batch, after, wanted, now ? worker : null);
      if (now) handed.set(index, next);
    }
    tellCustomer(batch, before, after);
  }
  return handed;
}

function queue(batch: Batch, saga: Saga, directive: Directive, holder: number | null): HandedOver {
  const { job, dispatch, dueAt } = directive;
  const id = jobIdOf(saga.sagaUuid, dispatch);
  const data: SagaJobData = { sagaUuid: saga.sagaUuid, dispatch, holder };
  const startAfter =
    holder !== null ? LEASE_MS[job] / 1_000 : dueAt > batch.now ? new Date(dueAt) : undefined;
  batch.addJob({ queue: job, id, data, ...(startAfter === undefined ? {} : { startAfter }) });
  return {
    saga,
    job,
    dispatch,
    leaseUntil: dueAt + LEASE_MS[job],
    ticket: { queue: job, jobId: id },
  };
}

/** A saga that has just ended owes its customer a message. */
function tellCustomer(batch: Batch, before: Saga | undefined, after: Saga): void {
  const kind = noticeFor(after.position);
  if (kind && after.position !== before?.position) {
    batch.addNotice(after.orderUuid, kind, { attempt: 0, doubted: false });
  }
}
