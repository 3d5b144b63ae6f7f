import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { projectRoot } from "#scripts/instance/data-directory";
import { openLog } from "#scripts/instance/throwaway-folder";

export type ProductProcess = {
  pid: number;
  stop(): Promise<void>;
  /** As a power cut would: no word to anybody. */
  kill(): Promise<void>;
};

export type ProcessPlan = {
  name: string;
  /** After Node's own options. */
  args: string[];
  environment: Record<string, string>;
  dataDir: string;
  isReady(): Promise<boolean>;
};

/** On two busy cores Next needs several seconds. */
const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;
/** Longer than a worker's own grace for the calls under way. */
const STOP_WITHIN_MS = 25_000;

const stopWithParent = join(projectRoot, "scripts", "instance", "stop-with-parent.ts");

/** Starts a process as the supervisor does, but for starting it again, and resolves when it is ready. */
export async function startProcess(plan: ProcessPlan): Promise<ProductProcess> {
  const log = openLog(plan.dataDir, plan.name);
  const nodeOptions = (process.env.BENCH_NODE_OPTIONS ?? "").split(" ").filter(Boolean);
  const child = spawn(
    process.execPath,
    [...nodeOptions, "--import", stopWithParent, ...plan.args],
    {
      cwd: projectRoot,
      // Nothing of the caller's shell: it may hold settings of another instance.
      env: { PATH: process.env.PATH, NODE_ENV: "production", ...plan.environment },
      stdio: ["ignore", log, log],
      // A group of its own: Ctrl-C must reach us alone, who stop everything in order.
      detached: true,
    },
  );
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  await awaitReady(child, plan).catch(async (error) => {
    await kill();
    throw error;
  });
  return {
    pid: child.pid ?? 0,
    kill,
    async stop() {
      child.kill("SIGTERM");
      const late = await Promise.race([ended, pause(STOP_WITHIN_MS, "late", { ref: false })]);
      if (late === "late") await kill();
    },
  };
}

async function awaitReady(child: ChildProcess, { isReady, name, dataDir }: ProcessPlan) {
  for (const untilMs = Date.now() + READY_WITHIN_MS; ; await pause(LOOK_EVERY_MS)) {
    // Not up yet is the normal case.
    if (await isReady().catch(() => false)) return;
    if (child.exitCode === null && child.signalCode === null && Date.now() < untilMs) continue;
    const lines = readFileSync(join(dataDir, "logs", `${name}.log`), "utf8")
      .trim()
      .split("\n");
    throw new Error(
      `${name} did not become ready; its last lines:\n${lines.slice(-15).join("\n")}`,
    );
  }
}
