import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { projectRoot } from "#scripts/instance/data-directory";
import { findFreePort } from "#scripts/instance/free-port";
import { type Instance, instanceFiles } from "#scripts/instance/instance-files";
import { inspectProcess } from "#scripts/instance/process-identity";
import { loadSecrets } from "#scripts/instance/secrets";
import type { Shutdown } from "#scripts/instance/shutdown";
import { openLog } from "#scripts/instance/throwaway-folder";
import { postgresSuperuser } from "#scripts/postgres/make-cluster";
import { isChildOf } from "./is-child-of.ts";

/** The first start builds the console, which takes minutes on a busy machine. */
const READY_WITHIN_MS = 6 * 60_000;
/** The supervisor gives each of its three children 25 s before it insists. */
const STOPPED_WITHIN_MS = 90_000;

export type ChaosInstance = {
  dataDir: string;
  /** Read anew each time: what was restarted has another id. */
  facts(): Instance & { sandboxUrl: string };
  environment(): Record<string, string>;
  /** Sees every session, and may end each. */
  superuserUrl: string;
  /** The id of a supervised process, if it runs and is surely ours. */
  findPid(name: keyof Instance["pids"]): number | null;
};

/** Starts the whole product with its own supervisor. `shutdown` is told at once, so a stop at any moment ends it. */
export async function openInstance(dataDir: string, shutdown: Shutdown): Promise<ChaosInstance> {
  const files = instanceFiles(dataDir);
  const supervisor = await launch(dataDir);
  shutdown.add(() => stopSupervisor(supervisor, files.readInstance()));
  const isReady = () => files.readInstance() !== undefined;
  await awaitReady(supervisor, dataDir, isReady, shutdown.requested);
  const facts = () => {
    const found = files.readInstance();
    if (found === undefined || found.sandboxUrl === null) throw lost(dataDir);
    return { ...found, sandboxUrl: found.sandboxUrl };
  };
  return {
    dataDir,
    facts,
    environment: () => {
      const found = files.readEnvironment();
      if (found === undefined) throw lost(dataDir);
      return found;
    },
    superuserUrl: superuserUrlOf(facts().adminDatabaseUrl, dataDir),
    findPid(name) {
      const pid = files.readInstance()?.pids[name] ?? null;
      const isOurs = pid !== null && supervisor.pid !== undefined && isChildOf(pid, supervisor.pid);
      return isOurs && inspectProcess(pid).status !== "gone" ? pid : null;
    },
  };
}

async function launch(dataDir: string): Promise<ChildProcess> {
  const port = await findFreePort();
  const log = openLog(dataDir, "start");
  try {
    return spawn(process.execPath, [join(projectRoot, "scripts", "start.ts")], {
      cwd: projectRoot,
      env: {
        ...withoutSettings(process.env),
        NODE_ENV: "production",
        DATA_DIR: dataDir,
        PORT: String(port),
        SAMPLE_ORDERS: "0",
        // By losing it the supervisor knows that we were killed outright, and stops.
        BACKSTITCH_BOOTSTRAP_PID: String(process.pid),
      },
      stdio: ["ignore", log, log],
      // A group of its own: Ctrl-C must reach us alone, who stop everything in order.
      detached: true,
    });
  } finally {
    closeSync(log);
  }
}

/** What a developer's shell may hold would turn the product to his own database or partners. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const settings = /^(DATABASE_|ADMIN_DATABASE_|PARTNER_|SMTP_URL|SANDBOX_|PUBLIC_URL|HOST$|PG)/;
  const left = Object.entries(environment).filter(([name]) => !settings.test(name));
  return { ...Object.fromEntries(left), NODE_ENV: "production" };
}

async function awaitReady(
  supervisor: ChildProcess,
  dataDir: string,
  isReady: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  for (const untilMs = Date.now() + READY_WITHIN_MS; !isReady(); await pause(100)) {
    signal.throwIfAborted();
    if (supervisor.exitCode === null && Date.now() < untilMs) continue;
    const tail = readFileSync(join(dataDir, "logs", "start.log"), "utf8")
      .trim()
      .split("\n");
    throw new Error(`The product did not start; its last lines:\n${tail.slice(-15).join("\n")}`);
  }
}

function lost(dataDir: string): Error {
  return new Error(`The product has stopped by itself; see ${join(dataDir, "logs")}.`);
}

function superuserUrlOf(adminDatabaseUrl: string, dataDir: string): string {
  const url = new URL(adminDatabaseUrl);
  url.username = postgresSuperuser;
  url.password = loadSecrets(dataDir).postgresPassword;
  return url.href;
}

/** Throws when something was left that had to be killed. */
async function stopSupervisor(
  supervisor: ChildProcess,
  facts: Instance | undefined,
): Promise<void> {
  const pids = Object.values(facts?.pids ?? {}).filter((pid) => pid !== null);
  const own = pids.filter((pid) => supervisor.pid !== undefined && isChildOf(pid, supervisor.pid));
  if (supervisor.exitCode === null && supervisor.signalCode === null) {
    supervisor.kill("SIGINT");
    await Promise.race([
      new Promise((resolve) => supervisor.once("exit", resolve)),
      pause(STOPPED_WITHIN_MS, undefined, { ref: false }),
    ]);
  }
  const left = [...own, supervisor.pid ?? 0].filter(
    (pid) => pid !== 0 && inspectProcess(pid).status !== "gone",
  );
  for (const pid of left) process.kill(pid, "SIGKILL");
  if (left.length > 0) throw new Error(`Stopping left processes behind: ${left.join(", ")}`);
}
