import { z } from "zod";
import { readJson } from "#scripts/instance/json-file";

export type TestCounts = { passed: number; failed: number };

const vitestSchema = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

/** A file that could not even be loaded has no tests to fail, and counts as one failure. */
export function readVitestReport(path: string): TestCounts | undefined {
  const report = readJson(path, vitestSchema);
  if (report === undefined) return undefined;
  const unloaded = report.testResults.filter(
    (file) =>
      file.status === "failed" && file.assertionResults.every(({ status }) => status !== "failed"),
  );
  const failed = report.numFailedTests + unloaded.length;
  // An error outside every test, an unhandled rejection say, fails the run without failing a test.
  return { passed: report.numPassedTests, failed: report.success ? failed : Math.max(failed, 1) };
}

const playwrightSchema = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
  errors: z.array(z.unknown()),
});

/** A test that passed only when repeated has failed once too often. */
export function readPlaywrightReport(path: string): TestCounts | undefined {
  const report = readJson(path, playwrightSchema);
  if (report === undefined) return undefined;
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length };
}
