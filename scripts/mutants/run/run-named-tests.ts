import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { readJson } from "#scripts/instance/json-file";
import type { NamedTest } from "../mutant.ts";
import { asPattern } from "./as-pattern.ts";

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()),
        }),
      ),
    }),
  ),
});
export type TestReport = z.infer<typeof reportSchema>;

export type Setting = { environment: Record<string, string>; signal: AbortSignal };

/** Undefined when no report was left: the run was cut short, or could not begin. */
export type TestRun = { report: TestReport | undefined; output: string };

/** Runs exactly these tests of one project, in a copy of the tree. */
export async function runNamedTests(
  folder: string,
  tests: readonly [NamedTest, ...NamedTest[]],
  { timeoutMs, setting }: { timeoutMs: number; setting: Setting },
): Promise<TestRun> {
  const reports = mkdtempSync(join(tmpdir(), "backstitch-mutant-report-"));
  const file = join(reports, "report.json");
  const args = [
    "node_modules/vitest/vitest.mjs",
    "run",
    ...["--project", tests[0].project],
    ...new Set(tests.map((each) => each.file)),
    ...["--testNamePattern", patternOf(tests)],
    ...["--reporter=json", `--outputFile=${file}`],
  ];
  try {
    const output = await runNode(args, { folder, timeoutMs, ...setting });
    return { report: readJson(file, reportSchema), output };
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

function patternOf(tests: readonly NamedTest[]): string {
  const names = new Set(tests.map(({ test }) => asPattern(test)));
  return `^(?:${[...names].join("|")})$`;
}

function runNode(
  args: readonly string[],
  options: Setting & { folder: string; timeoutMs: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: options.folder,
      env: { ...process.env, ...options.environment, CRASH_TESTS: "quick", NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      // It ends what it started itself when it is asked to.
      signal: options.signal,
    });
    let output = "";
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    const timer = setTimeout(() => child.kill("SIGKILL"), options.timeoutMs);
    child.once("error", reject);
    child.once("close", () => {
      clearTimeout(timer);
      resolve(output);
    });
  });
}
