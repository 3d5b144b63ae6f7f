import {
  QUEUE_JOBS,
  queueJobsValues,
  REMOVE_JOBS,
  removeJobsValues,
} from "#server/queue/queue-jobs";
import type { Batch } from "./batch.ts";
import type { LaneTx } from "./lane.ts";

/** Removes the finished jobs and queues the next ones in the saga's own transaction. */
export async function writeJobs(tx: LaneTx, batch: Batch): Promise<void> {
  const queued = [...batch.jobs.values()];
  await Promise.all([
    batch.settledJobs.size > 0 &&
      tx.query("remove-jobs", REMOVE_JOBS, removeJobsValues(batch.settledJobs)),
    // Sent after it: a job may be queued again under the id it had.
    queued.length > 0 && tx.query("queue-jobs", QUEUE_JOBS, queueJobsValues(queued)),
  ]);
}
