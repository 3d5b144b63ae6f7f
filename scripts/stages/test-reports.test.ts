import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readPlaywrightReport, readVitestReport } from "./test-reports.ts";

function givenReport(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "backstitch-report-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "report.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const vitestReport = { success: true, numPassedTests: 3, numFailedTests: 0, testResults: [] };

test("tests that passed are counted", () => {
  expect(readVitestReport(givenReport(vitestReport))).toEqual({ passed: 3, failed: 0 });
});

test("a test file that could not be loaded counts as one failure", () => {
  const testResults = [{ status: "failed", assertionResults: [] }];
  const report = givenReport({ ...vitestReport, success: false, testResults });
  expect(readVitestReport(report)).toEqual({ passed: 3, failed: 1 });
});

test("a run that failed outside every test has a failure all the same", () => {
  const report = givenReport({ ...vitestReport, success: false });
  expect(readVitestReport(report)).toEqual({ passed: 3, failed: 1 });
});

test("a browser test that passed only when repeated counts as failed", () => {
  const report = givenReport({ stats: { expected: 4, unexpected: 1, flaky: 1 }, errors: [] });
  expect(readPlaywrightReport(report)).toEqual({ passed: 4, failed: 2 });
});

test("a missing report is told apart from an empty one", () => {
  expect(readVitestReport("/nowhere/report.json")).toBeUndefined();
});
