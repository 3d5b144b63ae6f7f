import { globSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#scripts/instance/data-directory";
import { readPlaywrightReport, readVitestReport, type TestCounts } from "./test-reports.ts";

export type TestStage = {
  name: string;
  args: string[];
  environment: Record<string, string>;
  timeoutMs: number;
  /** Runs at the lowest priority while the stages after it run; what it says goes to its log. */
  goesBeside?: { log: string };
  /** The stage that must have ended before this one begins. */
  needs?: string;
  /** Undefined when the stage left no report. */
  readCounts(exitCode: number): TestCounts | undefined;
};

const minuteMs = 60_000;

/** The stages that have something to run, in order. */
export function listStages(reportDir: string): TestStage[] {
  return [
    verify,
    build(reportDir),
    ...vitestStages(reportDir),
    ...endToEnd(reportDir),
    chaos,
    bench,
  ];
}

/** What is not counted one by one: all of it holds, or the stage fails. */
const allOrNothing = (exitCode: number): TestCounts =>
  exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

const verify: TestStage = {
  name: "verify",
  args: ["scripts/verify.ts"],
  environment: {},
  timeoutMs: 5 * minuteMs,
  readCounts: allOrNothing,
};

/** The tests of the database wait more than they compute; the browser's find the console built. */
const build = (reportDir: string): TestStage => ({
  name: "build",
  args: ["scripts/build-console.ts"],
  environment: {},
  timeoutMs: 8 * minuteMs,
  goesBeside: { log: join(reportDir, "build.log") },
  readCounts: allOrNothing,
});

/** Half a minute of everything at once; the long run is a command of its own. */
const chaos: TestStage = {
  name: "chaos",
  needs: "build",
  args: ["scripts/chaos.ts", "--minutes", "0.5", "--quick"],
  environment: {},
  timeoutMs: 5 * minuteMs,
  readCounts: allOrNothing,
};

/** That every measurement still runs and finds nothing done twice; figures of so small counts mean nothing. */
const bench: TestStage = {
  name: "bench",
  args: ["scripts/bench.ts", "--quick", "--only", "drain,idle,workers,growth,stored,console"],
  environment: {},
  timeoutMs: 5 * minuteMs,
  readCounts: allOrNothing,
};

const vitestProjects = [
  { name: "unit", pattern: "**/*.test.{ts,tsx}", not: /\.(int|crash)\.test\.ts$/ },
  { name: "int", pattern: "**/*.int.test.ts", not: undefined },
  { name: "crash", pattern: "**/*.crash.test.ts", not: undefined },
];

function vitestStages(reportDir: string): TestStage[] {
  return vitestProjects
    .filter(({ pattern, not }) => findFiles(pattern).some((file) => !not?.test(file)))
    .map(({ name }) => {
      const report = join(reportDir, `${name}.json`);
      const outputs = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
      return {
        name,
        args: ["node_modules/vitest/vitest.mjs", "run", "--project", name, ...outputs],
        environment: { CRASH_TESTS: "quick" },
        timeoutMs: 10 * minuteMs,
        readCounts: () => readVitestReport(report),
      };
    });
}

function endToEnd(reportDir: string): TestStage[] {
  if (findFiles("e2e/**/*.e2e.ts").length === 0) return [];
  const report = join(reportDir, "e2e.json");
  return [
    {
      name: "e2e",
      args: ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"],
      environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      timeoutMs: 12 * minuteMs,
      needs: "build",
      readCounts: () => readPlaywrightReport(report),
    },
  ];
}

function findFiles(pattern: string): string[] {
  const exclude = (name: string) => name === "node_modules" || name.startsWith(".next");
  return globSync(pattern, { cwd: projectRoot, exclude });
}
