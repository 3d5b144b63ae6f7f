import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "#scripts/instance/data-directory";
import { describeFailure } from "#scripts/instance/report-failure";
import type { TestCounts } from "#scripts/stages/test-reports";
import { listStages, type TestStage } from "#scripts/stages/test-stages";

/*
 * Every stage runs, whatever became of the one before: one run tells all that
 * is wrong. The last line is for machines: "N passed, N failed".
 */

type StageResult = { name: string; seconds: number; note: string } & TestCounts;

let current: ChildProcess | undefined;
let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    interrupted = true;
    current?.kill(signal);
  });
}

const reportDir = mkdtempSync(join(tmpdir(), "backstitch-reports-"));
const results: StageResult[] = [];
for (const stage of listStages(reportDir)) {
  if (interrupted) break;
  results.push(await runStage(stage));
}
rmSync(reportDir, { recursive: true, force: true });
printResults(results);

async function runStage(stage: TestStage): Promise<StageResult> {
  console.log(`\n== ${stage.name}\n`);
  const startedAt = Date.now();
  const ending = await runNode(stage);
  const counts = judge(stage, ending);
  const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
  return { name: stage.name, seconds, ...counts };
}

type Ending = { exitCode: number; timedOut: boolean };

function runNode(stage: TestStage): Promise<Ending> {
  return new Promise((resolve) => {
    let timedOut = false;
    const child = spawn(process.execPath, stage.args, {
      cwd: projectRoot,
      env: { ...process.env, ...stage.environment },
      stdio: "inherit",
    });
    current = child;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill("SIGTERM");
      setTimeout(() => child.kill("SIGKILL"), 20_000).unref();
    }, stage.timeoutMs);
    const settle = (exitCode: number) => {
      clearTimeout(timer);
      resolve({ exitCode, timedOut });
    };
    child.once("error", (error) => {
      console.error(describeFailure(error));
      settle(1);
    });
    child.once("exit", (code) => settle(code ?? 1));
  });
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

function printResults(results: StageResult[]): void {
  const cell = (text: string | number) => String(text).padStart(9);
  console.log(`\n${"stage".padEnd(8)}${cell("passed")}${cell("failed")}${cell("seconds")}`);
  for (const { name, passed, failed, seconds, note } of results) {
    console.log(
      `${name.padEnd(8)}${cell(passed)}${cell(failed)}${cell(seconds.toFixed(1))}  ${note}`.trimEnd(),
    );
  }
  if (interrupted) console.log("\nInterrupted: not every stage ran.");
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0) + (interrupted ? 1 : 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
