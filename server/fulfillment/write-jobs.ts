import type { Db } from "pg-boss";
import type { Boss } from "#server/queue/open-boss";
import type { Queue } from "#server/queue/queues";
import type { Batch, JobToInsert } from "./batch.ts";
import type { LaneTx } from "./lane.ts";

/** Queues the next jobs and removes the finished ones, one statement a queue, in the saga's own transaction. */
export function writeJobs(tx: LaneTx, boss: Boss, batch: Batch): Promise<unknown>[] {
  const db = databaseOf(tx);
  const inserts = [...byQueue(batch.jobs)].map(([queue, jobs]) =>
    boss.insert(
      queue,
      jobs.map(({ id, data, startAfter }) => ({
        id,
        data,
        ...(startAfter === undefined ? {} : { startAfter }),
      })),
      { db },
    ),
  );
  const deletes = [...batch.settledJobs].map(([queue, ids]) =>
    boss.deleteJob(queue, [...ids], { db }),
  );
  return [...deletes, ...inserts];
}

function byQueue(jobs: readonly JobToInsert[]): Map<Queue, JobToInsert[]> {
  return Map.groupBy(jobs, ({ queue }) => queue);
}

/**
 * pg-boss' statements on our transaction. Only its insert is prepared: prepared
 * against an empty table, the others keep a plan that is ruinous on a full one.
 */
function databaseOf(tx: LaneTx): Db {
  return {
    executeSql: (text, values) => tx.query(preparedName(text), text, values ?? []),
  };
}

const names = new Map<string, string>();

function preparedName(text: string): string | null {
  const known = names.get(text);
  if (known) return known;
  if (!/^\s*(with ins as \(\s*)?insert into/i.test(text)) return null;
  const name = `boss-insert-${names.size + 1}`;
  names.set(text, name);
  return name;
}
