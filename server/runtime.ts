import { type Database, openDatabase } from "#db/client";
import { loadEnv, type WebEnv } from "#server/env";
import { Committer } from "#server/fulfillment/committer";
import { policyOfEnv } from "#server/fulfillment/policy-of-env";
import { createLog, type Log } from "#server/log";

/** What the web process works with. The worker's composition is in jobs/open-worker.ts. */
export type Runtime = {
  env: WebEnv;
  log: Log;
  database: Database;
  committer: Committer;
};

export function openRuntime(env: WebEnv, log: Log): Runtime {
  const database = openDatabase({
    url: env.DATABASE_URL,
    maxConnections: env.DATABASE_POOL_MAX,
    applicationName: "backstitch-web",
    onIdleError: (error) => log.warn({ err: error }, "database.connection_lost"),
  });
  const committer = new Committer({
    databaseUrl: env.DATABASE_URL,
    policy: policyOfEnv(env),
    // The web runs no steps: what it commits is queued for a worker.
    handOver: null,
    onLost: (error) => log.warn({ err: error }, "committer.connection_lost"),
  });
  return { env, log, database, committer };
}

// Next loads routes and pages as separate bundles; one process must still have one committer.
const HOLDER = Symbol.for("backstitch.runtime");
type Holder = { [HOLDER]?: Promise<Runtime> | undefined };

/** The web process' runtime, opened at first use. A failed opening is tried again at the next call. */
export function getRuntime(): Promise<Runtime> {
  // A symbol of our own on the global object, which TypeScript cannot know.
  const holder = globalThis as typeof globalThis & Holder;
  holder[HOLDER] ??= open().catch((error) => {
    holder[HOLDER] = undefined;
    throw error;
  });
  return holder[HOLDER];
}

async function open(): Promise<Runtime> {
  const env = loadEnv(process.env, "web");
  return openRuntime(env, createLog({ process: "web", level: env.LOG_LEVEL }));
}
