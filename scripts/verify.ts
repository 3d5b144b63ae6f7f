import { checkDocPaths } from "#scripts/checks/check-doc-paths";
import { checkFileSize } from "#scripts/checks/check-file-size";
import { checkLayers } from "#scripts/checks/check-layers";
import { checkMutants } from "#scripts/checks/check-mutants";
import { type Check, complaints } from "#scripts/checks/check-tool";
import { checkTypes } from "#scripts/checks/check-types";
import { describeFailure } from "#scripts/instance/report-failure";

/*
 * Everything a machine can say about the source without a database, in
 * seconds. Every check runs, so that one run tells all that is wrong.
 */

type NamedCheck = { name: string; check: Check };

/** Two lanes for two cores: the types take as long as all the others together. */
const lanes: NamedCheck[][] = [
  [{ name: "types", check: checkTypes }],
  [
    {
      name: "format and lint",
      check: () => complaints("@biomejs/biome/bin/biome", ["check", "--error-on-warnings"]),
    },
    { name: "layers", check: checkLayers },
    { name: "dead code", check: () => complaints("knip/bin/knip.js", ["--no-progress"]) },
    { name: "file size", check: checkFileSize },
    { name: "documents", check: checkDocPaths },
    { name: "mutants", check: checkMutants },
  ],
];

const startedAt = performance.now();
const failed = (await Promise.all(lanes.map(runInOrder))).flat();
const seconds = secondsSince(startedAt);
console.log(
  failed.length === 0
    ? `\nverified in ${seconds} s`
    : `\nnot in order: ${failed.join(", ")} (${seconds} s)`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

async function runInOrder(checks: readonly NamedCheck[]): Promise<string[]> {
  const failures: string[] = [];
  for (const each of checks) if (!(await run(each))) failures.push(each.name);
  return failures;
}

async function run({ name, check }: NamedCheck): Promise<boolean> {
  const begunAt = performance.now();
  // A check that cannot run has not held.
  const problems = await check().catch((error: unknown) => [describeFailure(error)]);
  const holds = problems.length === 0;
  console.log(`${holds ? "ok  " : "FAIL"}  ${name.padEnd(16)} ${secondsSince(begunAt)} s`);
  for (const problem of problems) console.log(problem.replace(/^/gm, "      "));
  return holds;
}

function secondsSince(startedAtMs: number): string {
  return ((performance.now() - startedAtMs) / 1000).toFixed(1).padStart(5);
}
