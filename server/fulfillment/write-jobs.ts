import type { Db } from "pg-boss";
import type { Boss } from "#server/queue/open-boss";
import type { Batch } from "./batch.ts";
import type { LaneTx } from "./lane.ts";

/** Removes the finished jobs and queues the next ones, one statement a queue, in the saga's own transaction. */
export function writeJobs(tx: LaneTx, boss: Boss, batch: Batch): Promise<unknown>[] {
  const db = databaseOf(tx);
  // Asked for first, so sent first: a job may be queued again under the id it had.
  const deletes = [...batch.settledJobs].map(([queue, ids]) =>
    boss.deleteJob(queue, [...ids], { db }),
  );
  const inserts = [...Map.groupBy(batch.jobs.values(), ({ queue }) => queue)].map(([queue, jobs]) =>
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
  return [...deletes, ...inserts];
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
