import { parseArgs } from "node:util";
import { describeFailure } from "#scripts/instance/report-failure";
import { LEFT_OUT, MUTANTS } from "#scripts/mutants/catalogue";
import type { Mutant } from "#scripts/mutants/mutant";
import { copyTree } from "#scripts/mutants/run/copy-tree";
import { type LentPostgres, lendPostgres } from "#scripts/mutants/run/lend-postgres";
import { reportLeftOut, reportTable } from "#scripts/mutants/run/report-table";
import { runMutants } from "#scripts/mutants/run/run-mutants";
import { checkMutants } from "./checks/check-mutants.ts";

/*
 * Breaks the product on purpose, one way at a time, and sees that the named test
 * fails for it: a test that nothing can break tests nothing. Works on a copy.
 */
const { values } = parseArgs({ options: { only: { type: "string", multiple: true } } });

const wanted = values.only ?? [];
const isWanted = ({ id }: Mutant) =>
  wanted.length === 0 || wanted.some((name) => id === name || id.startsWith(`${name}-`));

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => stop.abort());
}

process.exitCode = await testMutants(MUTANTS.filter(isWanted)).catch((error: unknown) => {
  console.error(`\n${describeFailure(error)}\n`);
  return 1;
});

async function testMutants(mutants: readonly Mutant[]): Promise<number> {
  const problems = await checkMutants();
  if (mutants.length === 0) problems.push(`There is no mutant ${wanted.join(", ")}.`);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) return 1;

  const tree = copyTree();
  let postgres: LentPostgres | null = null;
  try {
    const needsPostgres = mutants.some(({ killedBy }) => killedBy.project !== "unit");
    postgres = needsPostgres ? await lendPostgres() : null;
    const environment = postgres ? { TEST_DATABASE_URL: postgres.url } : {};
    const results = await runMutants(tree, mutants, { environment, signal: stop.signal });
    console.log(`\n${reportTable(results)}\n\n${reportLeftOut(LEFT_OUT)}`);
    const alive = results.filter(({ status }) => status !== "killed");
    for (const { mutant, status, why } of alive) console.error(`\n${mutant.id} ${status}: ${why}`);
    console.log(`\n${results.length - alive.length} killed, ${alive.length} not killed`);
    return alive.length === 0 ? 0 : 1;
  } finally {
    await postgres?.stop();
    tree.remove();
  }
}
