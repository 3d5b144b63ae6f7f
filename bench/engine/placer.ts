import type { Pool } from "pg";
import { openPool } from "#db/pool";
import { Committer } from "#server/fulfillment/committer";
import { type Boss, openBoss } from "#server/queue/open-boss";
import { DEFAULT_POLICY } from "#server/saga/policy";
import type { BenchDatabase } from "../cluster.ts";

/** What a web process has to place orders with. */
export type Placer = { committer: Committer; boss: Boss; pool: Pool; close(): Promise<void> };

export async function openPlacer({
  databaseUrl,
}: Pick<BenchDatabase, "databaseUrl">): Promise<Placer> {
  const onError = (error: Error) => console.error(error);
  const pool = openPool({
    url: databaseUrl,
    maxConnections: 2,
    applicationName: "backstitch-bench",
    onIdleError: onError,
  });
  const boss = await openBoss({ pool, databaseUrl, supervise: false, onWake: null, onError });
  const committer = new Committer({
    databaseUrl,
    policy: DEFAULT_POLICY,
    handOver: null,
    onLost: onError,
  });
  return {
    committer,
    boss,
    pool,
    async close() {
      await committer.close();
      await boss.stop({ graceful: false });
      await pool.end();
    },
  };
}
