import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findFreePort, isPortFree } from "#scripts/instance/free-port";
import { inspectProcess } from "#scripts/instance/process-identity";
import { loadSecrets } from "#scripts/instance/secrets";
import { judgePostmaster, postmasterLockPath } from "./judge-postmaster.ts";
import { makeCluster } from "./make-cluster.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { findHomeDirectory, openPostgresHome } from "./postgres-home.ts";
import { launchPostgres, type PostgresServer } from "./postgres-server.ts";

export type EmbeddedPostgres = PostgresServer & { adminUrl: string; port: number };

// Backends of a killed server need a moment to notice it and let its memory go.
const startAttempts = 6;

/**
 * Starts PostgreSQL on the data folder, making the database at the first call.
 * The caller holds the data folder, so a server that is found there has lost
 * its supervisor: it is stopped cleanly first.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  /** Taken when it is free, or insisted on; without it any free loopback port serves. */
  port?: number;
  insistOnPort?: boolean;
  /** False only for throw-away databases: a power cut may ruin them. */
  durable?: boolean;
}): Promise<EmbeddedPostgres> {
  const durable = options.durable ?? true;
  const home = openPostgresHome(options.dataDir);
  const binaries = findPostgresBinaries(home.runAs);
  const password = loadSecrets(options.dataDir).postgresPassword;
  if (!existsSync(home.cluster)) makeCluster({ home, binaries, password, durable });
  await clearTheWay(home.cluster);

  const logFile = join(options.dataDir, "logs", "postgres.log");
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(options);
    const launch = { binaries, home, port, password, durable, logFile };
    const result = await launchPostgres(launch);
    if (result.status === "ready") return { ...result.server, adminUrl: result.adminUrl, port };
    if (attempt === startAttempts) {
      throw new Error(
        `PostgreSQL did not start; the end of ${logFile}:\n${result.logTail}\n` +
          'If the data folder is damaged beyond repair, "npm run db:reset" starts afresh.',
      );
    }
    await delay(attempt * 300);
  }
}

/** Ends a server that an earlier run left on this data folder. The caller holds the folder. */
export async function stopLeftPostgres(dataDir: string): Promise<void> {
  const directory = findHomeDirectory(dataDir) ?? join(dataDir, "postgres");
  await clearTheWay(join(directory, "cluster"));
}

async function choosePort(options: { port?: number; insistOnPort?: boolean }): Promise<number> {
  const { port } = options;
  if (port === undefined) return findFreePort();
  return options.insistOnPort || (await isPortFree(port)) ? port : findFreePort();
}

async function clearTheWay(cluster: string): Promise<void> {
  const verdict = judgePostmaster(cluster);
  switch (verdict.status) {
    case "none":
      return;
    case "stale":
      rmSync(postmasterLockPath(cluster), { force: true });
      return;
    case "running":
      console.warn(
        `Stopping the database that an earlier run left behind (process ${verdict.pid}).`,
      );
      return stopOrphan(verdict.pid);
    case "unclear":
      throw new Error(
        `${postmasterLockPath(cluster)} names process ${verdict.pid}, and ${verdict.reason}. ` +
          "If no PostgreSQL uses this data folder, remove that file and start again.",
      );
  }
}

async function stopOrphan(pid: number): Promise<void> {
  // SIGINT asks for a fast shutdown: sessions are ended, the data is written out.
  process.kill(pid, "SIGINT");
  for (const startedAt = Date.now(); Date.now() - startedAt < 60_000; ) {
    if (inspectProcess(pid).status === "gone") return;
    await delay(50);
  }
  throw new Error(
    `The database process ${pid} of an earlier run does not stop. End it and start again.`,
  );
}
