import { openWorker } from "#jobs/open-worker";
import { createLog } from "#server/log";
import { serveParent } from "./child.ts";
import { openDesk, partnersOf } from "./partners.ts";

/** A worker as it is in production, but for its partners, who sit in the same process. */
const { DATABASE_URL, WORKER_CONCURRENCY, PARTNER_LATENCY_MS } = process.env;
const desk = openDesk({ latencyMs: Number(PARTNER_LATENCY_MS) });
const worker = await openWorker({
  env: { DATABASE_URL: DATABASE_URL ?? "", WORKER_CONCURRENCY: Number(WORKER_CONCURRENCY) },
  partners: partnersOf(desk),
  log: createLog({ process: "worker", level: "warn" }),
});
serveParent({
  report: () => ({ ledger: desk.takeLedger(), commits: worker.committer.commitCount }),
  stop: () => worker.stop(),
});
