import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { openChildLog } from "./child-log.ts";
import { projectRoot } from "./data-directory.ts";

const stopWithParent = fileURLToPath(new URL("./stop-with-parent.ts", import.meta.url));

const firstBackoffMs = 500;
const longestBackoffMs = 10_000;
// A child that lived this long had started well: the next restart begins with a short wait again.
const steadyAfterMs = 30_000;
// Longer than a worker's own grace for the calls under way (20 s): what is in hand is recorded.
const stopTimeoutMs = 25_000;

export type SupervisedChild = {
  pid(): number | null;
  /** How many times in a row it ended soon after its start. */
  quickExits(): number;
  lastLines(): string[];
  logPath: string;
  /** Asks it to end, then insists; `force` cuts the waiting short. */
  stop(force: AbortSignal): Promise<void>;
};

/** Keeps one process running: whenever it ends it is started again, later and later if it keeps ending. */
export function superviseChild(options: {
  name: string;
  args: string[];
  environment: NodeJS.ProcessEnv;
  dataDir: string;
  onStarted(): void;
}): SupervisedChild {
  const log = openChildLog(options.dataDir, options.name);
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let quickExits = 0;
  let stopping = false;

  const launch = () => {
    const startedAt = Date.now();
    const launched = spawn(process.execPath, ["--import", stopWithParent, ...options.args], {
      cwd: projectRoot,
      env: options.environment,
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own: Ctrl-C must reach the supervisor alone, which stops the children in order.
      detached: true,
    });
    child = launched;
    log.follow(launched.stdout, "stdout");
    log.follow(launched.stderr, "stderr");
    launched.once("error", (error) => console.error(`[${options.name}] ${error.message}`));
    launched.once("exit", (code, signal) => {
      killGroup(launched.pid);
      if (stopping) return;
      quickExits = Date.now() - startedAt < steadyAfterMs ? quickExits + 1 : 1;
      const backoffMs = Math.min(firstBackoffMs * 2 ** (quickExits - 1), longestBackoffMs);
      console.error(
        `[${options.name}] ended (${signal ?? `exit code ${code}`}); starting it again in ${backoffMs / 1000} s. Log: ${log.path}`,
      );
      timer = setTimeout(launch, backoffMs);
    });
    options.onStarted();
  };
  launch();

  return {
    pid: () => (child !== undefined && isRunning(child) ? (child.pid ?? null) : null),
    quickExits: () => quickExits,
    lastLines: log.lastLines,
    logPath: log.path,
    async stop(force) {
      stopping = true;
      clearTimeout(timer);
      if (child !== undefined) await end(child, force);
    },
  };
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function end(child: ChildProcess, force: AbortSignal): Promise<void> {
  if (!isRunning(child)) return;
  await new Promise<void>((resolve) => {
    const insist = () => killGroup(child.pid);
    const timer = setTimeout(insist, stopTimeoutMs);
    force.addEventListener("abort", insist);
    child.once("exit", () => {
      clearTimeout(timer);
      force.removeEventListener("abort", insist);
      resolve();
    });
    child.kill("SIGTERM");
    if (force.aborted) insist();
  });
}

/** The child leads its group, so this also ends what it started and left behind. */
function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, "SIGKILL");
  } catch {
    // Nobody is left in the group, which is what was wanted.
  }
}
