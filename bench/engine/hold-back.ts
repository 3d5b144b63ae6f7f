import type { BenchDatabase } from "../cluster.ts";
import { openPlacer } from "./placer.ts";

/** Orders that are placed and wait: their first jobs are held back until they are let go. */
export type Backlog = {
  /** Queues `count` of the jobs that are left, in one transaction. */
  letGo(count: number): Promise<void>;
  close(): Promise<void>;
};

type HeldJob = { id: string; data: object };

/** Takes the first jobs of all orders that wait out of the queue. No worker may run. */
export async function holdBack(database: BenchDatabase): Promise<Backlog> {
  const { boss, pool, close } = await openPlacer(database);
  const { rows: held } = await pool.query<HeldJob>(
    "delete from pgboss.job where name = 'create-prescription' returning id, data",
  );
  return {
    async letGo(count) {
      await boss.insert("create-prescription", held.splice(0, count));
    },
    close,
  };
}
