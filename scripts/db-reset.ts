import { createInterface } from "node:readline/promises";
import { holdDataDirectory, openDataDirectory } from "#scripts/instance/data-directory";
import { instanceFiles } from "#scripts/instance/instance-files";
import { reportFailure } from "#scripts/instance/report-failure";
import { stopLeftPostgres } from "#scripts/postgres/embedded-postgres";
import { removePostgresHome } from "#scripts/postgres/postgres-home";

await reset().catch(reportFailure);

async function reset(): Promise<void> {
  if (process.env.DATABASE_URL) {
    throw new Error(
      "This resets the embedded database only; drop the one of DATABASE_URL yourself.",
    );
  }
  const dataDir = openDataDirectory();
  const hold = holdDataDirectory(dataDir);
  try {
    if (!(await isConfirmed(dataDir))) {
      console.log("Nothing was changed.");
      return;
    }
    await stopLeftPostgres(dataDir);
    removePostgresHome(dataDir);
    const files = instanceFiles(dataDir);
    files.removeRunning();
    files.removeSeeded();
    console.log('The database is gone. The next "npm start" makes a new one.');
  } finally {
    hold.release();
  }
}

async function isConfirmed(dataDir: string): Promise<boolean> {
  if (process.argv.includes("--yes")) return true;
  if (!process.stdin.isTTY) {
    throw new Error('All orders would be lost. To mean it: "npm run db:reset -- --yes".');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `All orders in ${dataDir} will be lost. Type "yes" to go on: `,
  );
  terminal.close();
  return answer.trim() === "yes";
}
