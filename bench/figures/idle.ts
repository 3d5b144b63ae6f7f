import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { newOrder, placing } from "#server/fulfillment/testing/new-order";
import type { BenchDatabase } from "../cluster.ts";
import { BACKSTITCH, startContender } from "../engine/contender.ts";
import { openPlacer, type Placer } from "../engine/placer.ts";
import type { FigureGroup } from "../report/figure.ts";
import { percentile } from "../report/statistics.ts";

const WARM_UP = 100;
/** So that each saga meets a worker with nothing to do. */
const REST_MS = 20;
const LOOK_EVERY_MS = 1;

/** One saga alone, from the moment its placing is asked for until its end can be read; nothing else goes on. */
export const idleGroup: FigureGroup = {
  name: "idle",
  async measure({ settings, cluster, tell }) {
    const rounds: number[][] = [];
    for (let round = 1; round <= settings.rounds; round += 1) {
      tell(`idle, round ${round} of ${settings.rounds}`);
      const database = await cluster.createDatabase();
      rounds.push(await measureRound(database, settings.quick ? 20 : 300));
      await database.drop();
    }
    return [
      { name: "idle/p50", unit: "ms", rounds: rounds.map((ms) => percentile(ms, 50)) },
      { name: "idle/p99", unit: "ms", rounds: rounds.map((ms) => percentile(ms, 99)) },
    ];
  },
};

async function measureRound(database: BenchDatabase, sagas: number): Promise<number[]> {
  const running = await startContender(database, BACKSTITCH);
  const placer = await openPlacer(database);
  const client = new pg.Client({ connectionString: database.databaseUrl });
  await client.connect();
  const tookMs: number[] = [];
  for (let index = 0; index < WARM_UP + sagas; index += 1) {
    const ms = await measureOne(client, placer);
    if (index >= WARM_UP) tookMs.push(ms);
    await pause(REST_MS);
  }
  await client.end();
  await placer.close();
  await running.stop();
  return tookMs;
}

async function measureOne(client: pg.Client, { committer }: Placer): Promise<number> {
  const order = newOrder();
  const startedAtMs = performance.now();
  await committer.submit(placing(order));
  for (;;) {
    const { rowCount } = await client.query({
      name: "completed",
      text: "select from order_fulfillment_sagas where saga_uuid = $1 and state = 'COMPLETED'",
      values: [order.sagaUuid],
    });
    if (rowCount === 1) return performance.now() - startedAtMs;
    await pause(LOOK_EVERY_MS);
  }
}
