import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { projectRoot } from "#scripts/instance/data-directory";
import { serviceArguments } from "#scripts/instance/services";
import { openLog } from "#scripts/instance/throwaway-folder";

/** As soon as the supervisor starts its own again. */
const RESTART_AFTER_MS = 500;
/** Longer than a worker's own grace for the calls under way. */
const STOP_WITHIN_MS = 25_000;

export type KeptWorker = { findPid(): number | null; stop(): Promise<void> };

/**
 * One more worker process, as `npm run worker` runs it, started again whenever
 * it ends. The supervisor's way of waiting longer after each quick end is not
 * wanted here: it is we who end it.
 */
export function keepWorker(options: {
  name: string;
  dataDir: string;
  environment: NodeJS.ProcessEnv;
}): KeptWorker {
  const { name, dataDir, environment } = options;
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isStopping = false;

  const launch = () => {
    const log = openLog(dataDir, name);
    const launched = spawn(process.execPath, workerArguments(environment), {
      cwd: projectRoot,
      env: environment,
      stdio: ["ignore", log, log],
      detached: true,
    });
    closeSync(log);
    child = launched;
    launched.once("exit", () => {
      child = null;
      if (!isStopping) timer = setTimeout(launch, RESTART_AFTER_MS);
    });
  };
  launch();

  return {
    findPid: () => child?.pid ?? null,
    async stop() {
      isStopping = true;
      if (timer) clearTimeout(timer);
      if (child) await end(child);
    },
  };
}

function workerArguments(environment: NodeJS.ProcessEnv): string[] {
  // By losing its parent it knows that we were killed outright, and ends.
  const stopWithParent = join(projectRoot, "scripts", "instance", "stop-with-parent.ts");
  return ["--import", stopWithParent, ...serviceArguments("worker", { environment, dev: false })];
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const isLate = await Promise.race([ended, pause(STOP_WITHIN_MS, "late", { ref: false })]);
  if (isLate === "late") child.kill("SIGKILL");
  await ended;
}
