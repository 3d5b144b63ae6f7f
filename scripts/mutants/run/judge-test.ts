import type { NamedTest } from "../mutant.ts";
import type { TestReport } from "./run-named-tests.ts";

/** What became of one named test in a run. */
export type Verdict =
  | { type: "passed" }
  | { type: "failed"; message: string }
  /** The file was read and has no test of this name that was run. */
  | { type: "not_found" }
  /** Nothing can be concluded: the file could not be loaded, or the run left no report. */
  | { type: "not_run"; why: string };

/** Only a failure of the very test counts; a file that falls over as a whole has tested nothing. */
export function judgeTest(report: TestReport | undefined, { file, test }: NamedTest): Verdict {
  if (report === undefined) return { type: "not_run", why: "the run left no report" };
  const result = report.testResults.find(({ name }) => name.endsWith(`/${file}`));
  if (result === undefined) return { type: "not_run", why: `${file} was not run` };
  if (result.assertionResults.length === 0) return { type: "not_run", why: result.message };
  const runs = result.assertionResults.filter(
    ({ ancestorTitles, title }) => [...ancestorTitles, title].join(" > ") === test,
  );
  const failed = runs.find(({ status }) => status === "failed");
  if (failed) return { type: "failed", message: failed.failureMessages[0] ?? "" };
  return runs.some(({ status }) => status === "passed")
    ? { type: "passed" }
    : { type: "not_found" };
}
