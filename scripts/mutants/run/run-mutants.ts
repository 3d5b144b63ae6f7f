import type { Mutant, NamedTest } from "../mutant.ts";
import { applyMutant } from "./apply-mutant.ts";
import type { Tree } from "./copy-tree.ts";
import { judgeTest } from "./judge-test.ts";
import type { Result } from "./report-table.ts";
import { runNamedTests, type Setting } from "./run-named-tests.ts";
import { TypeChecker } from "./type-checker.ts";

/** A run beyond this hangs, which is no test's finding. */
const RUN_TIMEOUT_MS = 180_000;
/** All named tests of a project in one run. */
const UNBROKEN_TIMEOUT_MS = 600_000;

/** Breaks the copy once for each mutant and puts it in order again. */
export async function runMutants(
  tree: Tree,
  mutants: readonly Mutant[],
  setting: Setting,
): Promise<Result[]> {
  const broken = mutants.map((mutant) => ({
    mutant,
    before: tree.read(mutant.file),
    after: applyMutant(mutant, tree.read(mutant.file)),
  }));
  console.log("types: does every mutant compile?");
  refuseUncompiled(tree, broken);
  console.log("unbroken: does every named test pass?");
  await refuseFailing(tree, mutants, setting);

  const results: Result[] = [];
  for (const { mutant, before, after } of broken) {
    const startedAtMs = performance.now();
    tree.write(mutant.file, after);
    try {
      const ending = await runBroken(tree, mutant, setting);
      const seconds = (performance.now() - startedAtMs) / 1_000;
      results.push({ mutant, seconds, ...ending });
      console.log(`${ending.status.padEnd(9)}${mutant.id}: ${firstLine(ending.why)}`);
    } finally {
      tree.write(mutant.file, before);
    }
  }
  return results;
}

type Broken = { mutant: Mutant; after: string };

function refuseUncompiled(tree: Tree, broken: readonly Broken[]): void {
  const typed = broken.filter(({ mutant }) => mutant.file.endsWith(".ts"));
  const checker = new TypeChecker(
    tree.folder,
    typed.map(({ mutant }) => mutant.file),
  );
  const complaints = typed.flatMap(({ mutant, after }) =>
    checker.complaints(mutant.file, after).map((complaint) => `${mutant.id}: ${complaint}`),
  );
  if (complaints.length > 0) throw new Error(`does not compile\n${complaints.join("\n")}`);
}

async function refuseFailing(
  tree: Tree,
  mutants: readonly Mutant[],
  setting: Setting,
): Promise<void> {
  const byProject = Map.groupBy(
    mutants.map(({ killedBy }) => killedBy),
    ({ project }) => project,
  );
  for (const tests of byProject.values()) {
    const [first, ...rest] = tests;
    if (!first) continue;
    const { report, output } = await runNamedTests(tree.folder, [first, ...rest], {
      timeoutMs: UNBROKEN_TIMEOUT_MS,
      setting,
    });
    if (report === undefined) throw new Error(`the tests could not be run\n${output}`);
    const wrong = tests.map((test) => whyNotPassed(test, judgeTest(report, test)));
    const reasons = [...new Set(wrong.filter((reason) => reason !== null))];
    if (reasons.length > 0) throw new Error(`unbroken, yet\n${reasons.join("\n")}`);
  }
}

function whyNotPassed({ file, test }: NamedTest, verdict: ReturnType<typeof judgeTest>) {
  switch (verdict.type) {
    case "passed":
      return null;
    case "not_found":
      return `${file} has no test "${test}"`;
    case "failed":
      return `${file} "${test}" fails: ${verdict.message}`;
    case "not_run":
      return `${file} "${test}" was not run: ${verdict.why}`;
  }
}

async function runBroken(
  tree: Tree,
  { killedBy }: Mutant,
  setting: Setting,
): Promise<Pick<Result, "status" | "why">> {
  const { report, output } = await runNamedTests(tree.folder, [killedBy], {
    timeoutMs: RUN_TIMEOUT_MS,
    setting,
  });
  const verdict = judgeTest(report, killedBy);
  switch (verdict.type) {
    case "failed":
      return { status: "killed", why: verdict.message };
    case "passed":
      return { status: "survived", why: `"${killedBy.test}" passes all the same` };
    case "not_found":
      return { status: "invalid", why: "its test was not found" };
    case "not_run":
      return { status: "invalid", why: `${verdict.why}\n${output}` };
  }
}

const firstLine = (text: string) => text.split("\n", 1)[0] ?? "";
