import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { projectRoot } from "#scripts/instance/data-directory";
import { describeFailure } from "#scripts/instance/report-failure";
import type { TestCounts } from "./test-reports.ts";
import type { TestStage } from "./test-stages.ts";

export type StageResult = { name: string; seconds: number; note: string } & TestCounts;
type Ending = { exitCode: number; timedOut: boolean };

const KILLED_AFTER_MS = 20_000;

/**
 * Runs the stages one after the other, whatever became of the one before. A stage
 * that goes beside takes only the time that the next ones leave: they do not wait
 * for it, but for whichever needs it. `interrupt` ends what runs and begins no more.
 */
export function runStages(stages: readonly TestStage[]): {
  results: Promise<StageResult[]>;
  interrupt(signal: NodeJS.Signals): void;
} {
  const running = new Set<ChildProcess>();
  let interrupted = false;
  const run = async (): Promise<StageResult[]> => {
    const begun = new Map<string, Promise<StageResult>>();
    for (const stage of stages) {
      if (stage.needs !== undefined) await begun.get(stage.needs);
      if (interrupted) break;
      const result = runStage(stage, running);
      begun.set(stage.name, result);
      if (!stage.goesBeside) await result;
    }
    return Promise.all(begun.values());
  };
  return {
    results: run(),
    interrupt(signal) {
      interrupted = true;
      for (const child of running) child.kill(signal);
    },
  };
}

async function runStage(stage: TestStage, running: Set<ChildProcess>): Promise<StageResult> {
  if (!stage.goesBeside) console.log(`\n== ${stage.name}\n`);
  const startedAt = Date.now();
  const ending = await runNode(stage, running);
  const counts = judge(stage, ending);
  const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
  return { name: stage.name, seconds, ...counts };
}

function runNode(stage: TestStage, running: Set<ChildProcess>): Promise<Ending> {
  return new Promise((resolve) => {
    let timedOut = false;
    const child = spawnStage(stage);
    running.add(child);
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill("SIGTERM");
      setTimeout(() => child.kill("SIGKILL"), KILLED_AFTER_MS).unref();
    }, stage.timeoutMs);
    const settle = (exitCode: number) => {
      clearTimeout(timer);
      running.delete(child);
      // Together at its end, not between the words of others.
      if (stage.goesBeside) {
        console.log(`\n== ${stage.name}\n\n${readFileSync(stage.goesBeside.log, "utf8")}`);
      }
      resolve({ exitCode, timedOut });
    };
    child.once("error", (error) => {
      console.error(describeFailure(error));
      settle(1);
    });
    child.once("exit", (code) => settle(code ?? 1));
  });
}

function spawnStage({ args, environment, goesBeside }: TestStage): ChildProcess {
  const options = { cwd: projectRoot, env: { ...process.env, ...environment } };
  if (!goesBeside) return spawn(process.execPath, args, { ...options, stdio: "inherit" });
  const log = openSync(goesBeside.log, "w", 0o600);
  const child = spawn(process.execPath, args, { ...options, stdio: ["ignore", log, log] });
  closeSync(log);
  // What it starts itself inherits the priority.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  return child;
}

function judge(stage: TestStage, ending: Ending): TestCounts & { note: string } {
  const counts = readCounts(stage, ending.exitCode);
  if (ending.timedOut) return { ...atLeastOneFailure(counts), note: "took too long" };
  if (counts === undefined) return { ...atLeastOneFailure(counts), note: "left no report" };
  if (counts.passed + counts.failed === 0) {
    return { ...atLeastOneFailure(counts), note: "has files but ran no test" };
  }
  if (ending.exitCode !== 0 && counts.failed === 0) {
    return { ...atLeastOneFailure(counts), note: `ended with exit code ${ending.exitCode}` };
  }
  return { ...counts, note: "" };
}

function readCounts(stage: TestStage, exitCode: number): TestCounts | undefined {
  try {
    return stage.readCounts(exitCode);
  } catch (error) {
    console.error(describeFailure(error));
    return undefined;
  }
}

function atLeastOneFailure(counts: TestCounts | undefined): TestCounts {
  return { passed: counts?.passed ?? 0, failed: Math.max(counts?.failed ?? 0, 1) };
}
