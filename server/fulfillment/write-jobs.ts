import { QUEUE_JOBS, queueJobsValues, REMOVE_JOBS } from "#server/queue/queue-jobs";
import type { Batch } from "./batch.ts";
import type { LaneTx } from "./lane.ts";

/** Removes the finished jobs and queues the next ones in the saga's own transaction. */
export async function writeJobs(tx: LaneTx, batch: Batch): Promise<void> {
  const queued = [...batch.jobs.values()];
  await Promise.all([
    // Not prepared: planned against an empty table, it would keep a plan that is ruinous on a full one.
    ...[...batch.settledJobs].map(([queue, ids]) => tx.query(null, REMOVE_JOBS, [queue, [...ids]])),
    // Sent after them: a job may be queued again under the id it had.
    queued.length > 0 && tx.query("queue-jobs", QUEUE_JOBS, queueJobsValues(queued)),
  ]);
}
