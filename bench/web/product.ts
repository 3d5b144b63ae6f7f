import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import * as schema from "#db/schema/index";
import { WORKER_LOCK } from "#db/worker-lock";
import { buildConsole } from "#scripts/build-console";
import { makeEnvironment } from "#scripts/instance/child-environment";
import { findFreePort } from "#scripts/instance/free-port";
import { loadSecrets } from "#scripts/instance/secrets";
import { seedInstance } from "#scripts/instance/seed";
import { type ServiceName, serviceArguments } from "#scripts/instance/services";
import { readStartSettings } from "#scripts/instance/start-settings";
import { withClient } from "#scripts/postgres/prepare-database";
import { createAccount } from "#server/auth/create-account";
import { newUuid } from "#server/ids";
import type { BenchDatabase } from "../cluster.ts";
import type { Bench } from "../report/figure.ts";
import { type ProductProcess, startProcess } from "./product-process.ts";

type Credentials = Awaited<ReturnType<typeof seedInstance>>;

/** The product's own processes on a database of the bench, as `npm start` would run them. */
export type Product = Credentials & {
  database: BenchDatabase;
  webUrl: string;
  sandboxUrl: string;
  /** One more process of that kind; ready when it resolves, stopped with the bench at the latest. */
  start(service: ServiceName): Promise<ProductProcess>;
};

/** Chooses ports and secrets, and makes accounts and an API key; starts nothing yet. */
export async function openProduct(
  { cluster, shutdown }: Bench,
  database: BenchDatabase,
): Promise<Product> {
  // Of its own: a worker notes there what it must find again in this database.
  const dataDir = join(cluster.dataDir, new URL(database.databaseUrl).pathname.slice(1));
  mkdirSync(join(dataDir, "logs"), { recursive: true });
  const ports = {
    postgres: Number(new URL(database.databaseUrl).port),
    sandbox: await findFreePort(),
    sandboxSmtp: await findFreePort(),
  };
  const port = await findFreePort();
  const environment = makeEnvironment({
    settings: readStartSettings({ NODE_ENV: "production" }),
    secrets: loadSecrets(cluster.dataDir),
    ports,
    urls: database,
    dataDir,
    port,
    dev: false,
  });
  const seeded = await seedInstance({
    databaseUrl: database.databaseUrl,
    apiKeyPepper: environment.API_KEY_PEPPER,
  });
  const credentials = { ...seeded, accounts: [...seeded.accounts, await admit(database)] };
  const webUrl = `http://localhost:${port}`;
  const sandboxUrl = `http://127.0.0.1:${ports.sandbox}`;
  const answers = async (url: string) => (await fetch(url)).ok;
  let workers = 0;
  const isReady = {
    web: () => answers(`${webUrl}/api/health/ready`),
    sandbox: () => answers(`${sandboxUrl}/__sandbox/health`),
    worker: async () => (await countWorkers(database)) === workers,
  } satisfies Record<ServiceName, () => Promise<boolean>>;
  const logFile = join(dataDir, "logs", "build.log");
  let started = 0;
  return {
    ...credentials,
    database,
    webUrl,
    sandboxUrl,
    async start(service) {
      if (service === "web") await buildConsole({ logFile, signal: shutdown.requested });
      if (service === "worker") workers = (await countWorkers(database)) + 1;
      started += 1;
      const process = await startProcess({
        name: `${service}-${started}`,
        args: serviceArguments(service, {
          environment: { NODE_ENV: "production", ...environment },
          dev: false,
        }),
        environment,
        dataDir,
        isReady: isReady[service],
      });
      shutdown.add(() => process.stop());
      return process;
    },
  };
}

/** An admin of this run's own: a database that has accounts already tells no passwords. */
async function admit({ databaseUrl }: BenchDatabase): Promise<Credentials["accounts"][number]> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  try {
    const email = `visitor-${newUuid()}@example.test`;
    return await createAccount(drizzle(pool, { schema }), {
      name: "Vera Example",
      email,
      role: "admin",
      createdBy: null,
    });
  } finally {
    await pool.end();
  }
}

/** A worker holds a lock of its own for as long as it lives. */
async function countWorkers({ superuserUrl }: BenchDatabase): Promise<number> {
  return withClient(superuserUrl, async (admin) => {
    const { rows } = await admin.query<{ n: number }>(
      `select count(*)::int n from pg_locks
       where locktype = 'advisory' and classid = $1 and objsubid = 2 and granted
         and database = (select oid from pg_database where datname = current_database())`,
      [WORKER_LOCK],
    );
    return rows[0]?.n ?? 0;
  });
}
