import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DATA_DIR_VARIABLE, type Instance, readInstance } from "./instance.ts";

/** The first start builds the console, which takes minutes on a busy machine. */
const READY_WITHIN_MS = 6 * 60_000;
const STOPPED_WITHIN_MS = 30_000;
const ROOT = join(import.meta.dirname, "..");

/** For the stories: nothing is in it but what each story puts there. */
export default async function startEmptyProduct(): Promise<() => Promise<void>> {
  return startProduct({ sampleOrders: 0 });
}

/** Starts the product with its own supervisor and an empty data folder; answers how to stop it. */
export async function startProduct(options: {
  sampleOrders: number;
}): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "backstitch-e2e-"));
  process.env[DATA_DIR_VARIABLE] = dataDir;
  const child = spawn(process.execPath, ["scripts/start.ts"], {
    cwd: ROOT,
    env: {
      ...withoutSettings(process.env),
      DATA_DIR: dataDir,
      PORT: String(await findFreePort()),
      SAMPLE_ORDERS: String(options.sampleOrders),
    },
    stdio: ["ignore", "pipe", "pipe"],
    // Its own group: afterwards the whole group must be gone.
    detached: true,
  });
  const output: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const stop = async () => {
    await stopProduct(child);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await awaitReady(child, dataDir);
    return stop;
  } catch (error) {
    console.error(output.join(""));
    await stop();
    throw error;
  }
}

/** What a developer's shell may hold would turn the product to his own database. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const settings = /^(DATABASE_|ADMIN_DATABASE_|PARTNER_|SMTP_URL|SANDBOX_|PUBLIC_URL|HOST$)/;
  return {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !settings.test(name))),
    NODE_ENV: "production",
  };
}

async function awaitReady(child: ChildProcess, dataDir: string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (!existsSync(join(dataDir, "instance.json"))) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
    if (Date.now() > until) throw new Error("npm start was not ready in time");
    await pause(250);
  }
}

async function stopProduct(child: ChildProcess): Promise<void> {
  const pids = pidsOf(readInstanceIfThere());
  if (child.exitCode === null) {
    child.kill("SIGINT");
    await Promise.race([
      new Promise((resolve) => child.once("exit", resolve)),
      pause(STOPPED_WITHIN_MS, undefined, { ref: false }),
    ]);
  }
  const left = [...pids, -(child.pid ?? 0)].filter((pid) => pid !== 0 && isAlive(pid));
  for (const pid of left) process.kill(pid, "SIGKILL");
  if (left.length > 0) throw new Error(`Stopping left processes behind: ${left.join(", ")}`);
}

function readInstanceIfThere(): Instance | null {
  try {
    return readInstance();
  } catch {
    // It never came up, or it ended by itself; then there is nothing more to know.
    return null;
  }
}

function pidsOf(instance: Instance | null): number[] {
  return Object.values(instance?.pids ?? {}).flatMap((pid) => (pid === null ? [] : [pid]));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    // No such process.
    return false;
  }
}

/** Dead, and only not yet noticed by its parent. */
function isZombie(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && /\) Z /.test(readFileSync(file, "utf8"));
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address === null || typeof address === "string" ? 0 : address.port;
      server.close(() => resolve(port));
    });
  });
}
