import { join } from "node:path";
import { awaitLeftovers } from "#scripts/instance/await-leftovers";
import { awaitReady } from "#scripts/instance/await-ready";
import {
  isSandboxOnly,
  makeEnvironment,
  needsSandbox,
  type ProductEnvironment,
} from "#scripts/instance/child-environment";
import { holdDataDirectory, openDataDirectory } from "#scripts/instance/data-directory";
import { findFreePortFrom } from "#scripts/instance/free-port";
import { instanceFiles } from "#scripts/instance/instance-files";
import { placeSampleOrders } from "#scripts/instance/place-sample-orders";
import { loadPorts, type Ports } from "#scripts/instance/ports";
import { printWelcome } from "#scripts/instance/print-welcome";
import { reportFailure } from "#scripts/instance/report-failure";
import { loadSecrets, type Secrets } from "#scripts/instance/secrets";
import { seedInstance } from "#scripts/instance/seed";
import { type ServiceName, serviceArguments, serviceNames } from "#scripts/instance/services";
import { listenForShutdown, type Shutdown } from "#scripts/instance/shutdown";
import { readStartSettings, type StartSettings } from "#scripts/instance/start-settings";
import { type SupervisedChild, superviseChild } from "#scripts/instance/supervise-child";
import { indexContacts } from "#scripts/postgres/index-contacts";
import { keepPostgres } from "#scripts/postgres/keep-postgres";
import { type DatabaseUrls, prepareDatabase } from "#scripts/postgres/prepare-database";
import { prepareExternalDatabase } from "#scripts/postgres/prepare-external-database";
import { loadEnv } from "#server/env";
import { buildConsole } from "./build-console.ts";

/*
 * The supervisor: brings one instance up, keeps its processes running, and
 * takes it down in order. Everything it starts is handed to `shutdown` at
 * once, so a stop at any moment leaves no process.
 */

type Instance = {
  dataDir: string;
  dev: boolean;
  settings: StartSettings;
  shutdown: Shutdown;
  secrets: Secrets;
  files: ReturnType<typeof instanceFiles>;
  ports: Ports;
  /** Called whenever a process has another id. */
  pidsChanged(): void;
};

const shutdown = listenForShutdown();
try {
  await bringUp({ dev: process.argv.includes("--dev"), shutdown });
  await untilAborted(shutdown.requested);
} catch (error) {
  if (!shutdown.requested.aborted) reportFailure(error);
}
await shutdown.run();
// Whatever still waits, a half-open connection say, must not keep a stopped instance alive.
process.exit();

async function bringUp(options: { dev: boolean; shutdown: Shutdown }): Promise<void> {
  const settings = readStartSettings(process.env);
  const dataDir = openDataDirectory();
  const hold = holdDataDirectory(dataDir);
  shutdown.add(async () => hold.release());
  const files = instanceFiles(dataDir);
  await awaitLeftovers(files.readInstance());
  files.removeRunning();
  const instance: Instance = {
    ...options,
    settings,
    dataDir,
    files,
    secrets: loadSecrets(dataDir),
    ports: await loadPorts(dataDir),
    pidsChanged: () => undefined,
  };

  const { urls, postgresPid } = await openDatabase(instance);
  shutdown.requested.throwIfAborted();
  if (!options.dev) {
    await buildConsole({ logFile: join(dataDir, "logs", "build.log"), signal: shutdown.requested });
  }
  const port = await choosePort(settings.PORT);
  const environment = makeEnvironment({ ...instance, urls, port });
  // What the processes would refuse one by one, again and again, is told once and before they start.
  loadEnv(environment, "web");
  loadEnv(environment, "worker");
  const isFirstStart = files.readCredentials() === undefined;
  const credentials = await readOrSeedCredentials(instance, urls, environment);
  await indexContacts({
    databaseUrl: urls.adminDatabaseUrl,
    contactIndexKey: environment.CONTACT_INDEX_KEY,
  });
  shutdown.requested.throwIfAborted();

  files.writeEnvironment(environment);
  shutdown.add(async () => files.removeRunning());
  const children = startChildren(instance, environment);
  const webUrl = `http://localhost:${port}`;
  await awaitReady({ webUrl, children, signal: shutdown.requested });

  const sandboxUrl = environment.SANDBOX_URL ?? null;
  instance.pidsChanged = () => {
    files.writeInstance({
      webUrl,
      sandboxUrl,
      databaseUrl: urls.databaseUrl,
      apiKey: credentials.apiKey,
      accounts: credentials.accounts,
      adminDatabaseUrl: urls.adminDatabaseUrl,
      pids: {
        web: children.web?.pid() ?? null,
        worker: children.worker?.pid() ?? null,
        sandbox: children.sandbox?.pid() ?? null,
        postgres: postgresPid(),
      },
    });
  };
  instance.pidsChanged();
  printWelcome({ webUrl, dataDir, credentials, isFirstStart, sandboxUrl });
  const { apiKey } = credentials;
  const orders = settings.SAMPLE_ORDERS;
  const samples = placeSampleOrders({
    files,
    webUrl,
    sandboxUrl: isSandboxOnly(settings) ? sandboxUrl : null,
    apiKey,
    orders,
  });
  // A stop need not wait for the last sample.
  await Promise.race([samples, untilAborted(shutdown.requested)]);
}

async function openDatabase(
  instance: Instance,
): Promise<{ urls: DatabaseUrls; postgresPid(): number | null }> {
  const { DATABASE_URL: databaseUrl, ADMIN_DATABASE_URL: adminDatabaseUrl } = instance.settings;
  if (databaseUrl !== undefined) {
    console.log("Preparing the database of DATABASE_URL ...");
    const urls = await prepareExternalDatabase({
      databaseUrl,
      ...(adminDatabaseUrl === undefined ? {} : { adminDatabaseUrl }),
      warn: (message) => console.warn(`Note: ${message}`),
    });
    return { urls, postgresPid: () => null };
  }
  console.log("Starting the database ...");
  const postgres = await keepPostgres({
    dataDir: instance.dataDir,
    preferredPort: instance.ports.postgres,
    onStarted: () => instance.pidsChanged(),
  });
  shutdown.add(() => postgres.stop());
  const urls = await prepareDatabase(postgres.adminUrl, { passwords: instance.secrets });
  return { urls, postgresPid: postgres.pid };
}

async function choosePort(wanted: number): Promise<number> {
  const port = await findFreePortFrom(wanted);
  if (port !== wanted) console.log(`Port ${wanted} is taken; using ${port}.`);
  return port;
}

async function readOrSeedCredentials(
  instance: Instance,
  urls: DatabaseUrls,
  environment: ProductEnvironment,
) {
  const stored = instance.files.readCredentials();
  if (stored !== undefined) return stored;
  const credentials = await seedInstance({
    databaseUrl: urls.databaseUrl,
    apiKeyPepper: environment.API_KEY_PEPPER,
  });
  instance.files.writeCredentials(credentials);
  return credentials;
}

function startChildren(
  instance: Instance,
  environment: ProductEnvironment,
): Partial<Record<ServiceName, SupervisedChild>> {
  const children: Partial<Record<ServiceName, SupervisedChild>> = {};
  for (const name of serviceNames) {
    if (name === "sandbox" && !needsSandbox(instance.settings)) continue;
    const merged = { ...process.env, ...environment };
    const child = superviseChild({
      name,
      args: serviceArguments(name, { environment: merged, dev: instance.dev }),
      environment: merged,
      dataDir: instance.dataDir,
      onStarted: () => instance.pidsChanged(),
    });
    children[name] = child;
    shutdown.add((force) => child.stop(force));
  }
  return children;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    // A listener alone does not keep the process alive; the children do.
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
