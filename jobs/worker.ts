import { checkpointFileIn } from "#server/audit/checkpoint-file";
import { loadEnv } from "#server/env";
import { policyOfEnv } from "#server/fulfillment/policy-of-env";
import { createLog } from "#server/log";
import { createPartners } from "#server/partners/create-partners";
import { openWorker } from "./open-worker.ts";

/** The worker process. Exits with 1 for a bad environment or a bug, with 0 when it was told to stop. */
const env = (() => {
  try {
    return loadEnv(process.env, "worker");
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
})();
const log = createLog({ process: "worker", level: env.LOG_LEVEL });

// The last net: a bug must not leave a worker that is alive and does nothing.
process.on("unhandledRejection", (error) => {
  log.fatal({ err: error }, "worker.unhandled_rejection");
  process.exit(1);
});

const partners = createPartners({
  prescription: { url: env.PARTNER_PRESCRIPTION_URL, token: env.PARTNER_PRESCRIPTION_TOKEN },
  inventory: { url: env.PARTNER_INVENTORY_URL, token: env.PARTNER_INVENTORY_TOKEN },
  carrier: { url: env.PARTNER_CARRIER_URL, token: env.PARTNER_CARRIER_TOKEN },
  smtpUrl: env.SMTP_URL,
  allowInsecure: env.ALLOW_INSECURE_PARTNERS,
  onError: (error, requestId) => log.error({ err: error, requestId }, "partner.adapter_error"),
});
const stopping = new AbortController();
const opening = openWorker({
  env,
  partners,
  log,
  policy: policyOfEnv(env),
  upkeep: { sweepEveryMs: env.SWEEP_SECONDS * 1_000 },
  checkpointsFile: checkpointFileIn(env.DATA_DIR),
  stopped: stopping.signal,
});

const stop = () => {
  stopping.abort();
  opening
    .then((worker) => worker.stop())
    .then(
      () => process.exit(0),
      (error) => {
        // Told to stop while it still waited for the database.
        if (error instanceof Error && error.name === "AbortError") process.exit(0);
        log.fatal({ err: error }, "worker.stop_failed");
        process.exit(1);
      },
    );
};
// Listened to from the start: a stop may come before the worker has begun.
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
await opening.catch((error) => {
  if (!stopping.signal.aborted) throw error;
});
