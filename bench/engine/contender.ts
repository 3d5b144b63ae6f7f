import type pg from "pg";
import { withClient } from "#scripts/postgres/prepare-database";
import type { BenchDatabase } from "../cluster.ts";
import { judgeLedger } from "./judge-ledger.ts";
import { startMeasured } from "./measured-process.ts";
import type { Report } from "./messages.ts";
import type { Ledger } from "./partners.ts";

/** What is measured: which processes, how many of them, and how much each may have in flight. */
export type Contender = {
  file: "engine/worker.ts" | "naive/worker.ts";
  processes: number;
  concurrency: number;
  latencyMs: number;
};

/** More than any backlog of the bench: everything is in flight at once. */
export const ALL_AT_ONCE = 10_000;

export const BACKSTITCH: Contender = {
  file: "engine/worker.ts",
  processes: 1,
  concurrency: ALL_AT_ONCE,
  latencyMs: 0,
};

export const NAIVE: Contender = { ...BACKSTITCH, file: "naive/worker.ts" };

export type Running = {
  report(): Promise<Report[]>;
  /** Stops all of them, having held what they did against how the sagas ended. Throws for anything done twice. */
  stop(): Promise<void>;
};

export async function startContender(
  database: BenchDatabase,
  { file, processes: count, concurrency, latencyMs }: Contender,
): Promise<Running> {
  const processes = await Promise.all(
    Array.from({ length: count }, () =>
      startMeasured(file, {
        DATABASE_URL: database.databaseUrl,
        WORKER_CONCURRENCY: String(concurrency),
        PARTNER_LATENCY_MS: String(latencyMs),
      }),
    ),
  );
  const ledgers: Ledger[] = [];
  const report = async () => {
    const reports = await Promise.all(processes.map((each) => each.report()));
    ledgers.push(...reports.map(({ ledger }) => ledger));
    return reports;
  };
  return {
    report,
    async stop() {
      await report();
      const problems = judgeLedger(await withClient(database.superuserUrl, readEnds), ledgers);
      await Promise.all(processes.map((each) => each.stop()));
      if (problems.length > 0) throw new Error(`The ledger does not fit:\n${problems.join("\n")}`);
    },
  };
}

/** Of the sagas that these processes ran; what was stored before they came is told by its reference. */
async function readEnds(client: pg.Client) {
  const { rows } = await client.query<{ sagaUuid: string; state: string }>(
    `select saga_uuid "sagaUuid", state from order_fulfillment_sagas
     where order_uuid in (select order_uuid from orders where client_id = 'storefront-1')`,
  );
  return rows;
}
