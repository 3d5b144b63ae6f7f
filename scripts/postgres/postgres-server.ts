import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { isErrorWithCode } from "#scripts/instance/json-file";
import { postgresEnvironment, postgresSuperuser } from "./make-cluster.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { PostgresHome } from "./postgres-home.ts";

export type PostgresServer = {
  pid: number;
  /** Settles when the server has ended, for whatever reason. */
  exited: Promise<void>;
  /** Fast shutdown: sessions are ended, the data is written out. May be called twice. */
  stop(): Promise<void>;
};

type Launch = {
  binaries: PostgresBinaries;
  home: PostgresHome;
  port: number;
  password: string;
  durable: boolean;
  logFile: string;
};

type LaunchResult =
  | { status: "ready"; server: PostgresServer; adminUrl: string }
  | { status: "ended"; logTail: string };

// After a crash the server first replays its journal, which may take minutes.
const readyTimeoutMs = 300_000;
const stopTimeoutMs = 30_000;
const logLimitBytes = 10_000_000;

export async function launchPostgres(launch: Launch): Promise<LaunchResult> {
  const logOffset = rotateLog(launch.logFile);
  const log = openSync(launch.logFile, "a", 0o600);
  const child = spawn(launch.binaries.postgres, serverArguments(launch), {
    ...launch.home.runAs,
    cwd: "/",
    env: postgresEnvironment(),
    stdio: ["ignore", log, log],
    // A session of its own: Ctrl-C reaches everything in ours at once, and the database must go last.
    detached: true,
  });
  closeSync(log);
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const adminUrl = `postgres://${postgresSuperuser}:${launch.password}@127.0.0.1:${launch.port}/postgres`;
  const patience = new AbortController();
  const ended = exited.then(() => "ended" as const);
  const outcome = await Promise.race([ended, waitUntilReady(adminUrl, patience.signal)]);
  patience.abort();
  if (outcome === "ready" && child.pid !== undefined) {
    return { status: "ready", adminUrl, server: describeServer(child, child.pid, exited) };
  }
  // Whoever else took the port refuses our password too, but then our own server ends by itself.
  const refused = outcome === "password_refused" && !(await settlesWithin(exited, 2000));
  await stopServer(child, exited);
  if (refused) throw passwordRefused();
  return { status: "ended", logTail: readTail(launch.logFile, logOffset) };
}

function serverArguments(launch: Launch): string[] {
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(launch.port),
    // A socket's path may be too long for the kernel in a deep folder; TCP serves everybody.
    unix_socket_directories: "",
    shared_buffers: "256MB",
    max_connections: "200",
    autovacuum: "on",
    fsync: launch.durable ? "on" : "off",
    full_page_writes: launch.durable ? "on" : "off",
    timezone: "UTC",
    log_timezone: "UTC",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return ["-D", launch.home.cluster, ...flags];
}

async function waitUntilReady(
  url: string,
  signal: AbortSignal,
): Promise<"ready" | "password_refused" | "timeout"> {
  for (const startedAt = Date.now(); Date.now() - startedAt < readyTimeoutMs && !signal.aborted; ) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    // A client without a listener would end the process when the server goes away.
    client.on("error", () => undefined);
    try {
      await client.connect();
      return "ready";
    } catch (error) {
      if (isErrorWithCode(error, "28P01")) return "password_refused";
      await delay(40);
    } finally {
      // Closing a connection that never came about may fail as well; nothing hangs on it.
      await client.end().catch(() => undefined);
    }
  }
  return "timeout";
}

function passwordRefused(): Error {
  return new Error(
    "The database refuses the password in secrets.json: that file is not the one it was made with. " +
      'Put the old file back, or start afresh with "npm run db:reset".',
  );
}

function describeServer(child: ChildProcess, pid: number, exited: Promise<void>): PostgresServer {
  return { pid, exited, stop: () => stopServer(child, exited) };
}

async function stopServer(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGINT");
  // Immediate shutdown: the next start replays the journal. Never SIGKILL, which leaves shared memory behind.
  if (!(await settlesWithin(exited, stopTimeoutMs))) child.kill("SIGQUIT");
  await exited;
}

async function settlesWithin(promise: Promise<void>, timeoutMs: number): Promise<boolean> {
  const timer = new AbortController();
  const settled = await Promise.race([
    promise.then(() => true),
    // Aborted only after the race is decided, so the answer of the catch is never read.
    delay(timeoutMs, false, { signal: timer.signal }).catch(() => false),
  ]);
  timer.abort();
  return settled;
}

function rotateLog(logFile: string): number {
  mkdirSync(dirname(logFile), { recursive: true });
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size < logLimitBytes) return size;
  renameSync(logFile, `${logFile}.old`);
  return 0;
}

function readTail(logFile: string, offset: number): string {
  const text = readFileSync(logFile).subarray(offset).toString("utf8").trim();
  return text.split("\n").slice(-15).join("\n");
}
