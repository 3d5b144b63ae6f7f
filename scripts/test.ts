import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runStages, type StageResult } from "#scripts/stages/run-stages";
import { listStages } from "#scripts/stages/test-stages";

/*
 * Every stage runs, whatever became of the one before: one run tells all that
 * is wrong. The last line is for machines: "N passed, N failed".
 */

const reportDir = mkdtempSync(join(tmpdir(), "backstitch-reports-"));
const stages = runStages(listStages(reportDir));
let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    interrupted = true;
    stages.interrupt(signal);
  });
}
const results = await stages.results;
rmSync(reportDir, { recursive: true, force: true });
printResults(results);

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
