import pg from "pg";
import { openDataDirectory } from "#scripts/instance/data-directory";
import { instanceFiles } from "#scripts/instance/instance-files";
import { reportFailure } from "#scripts/instance/report-failure";
import { type Rebuilt, rebuildReadModels } from "#server/projections/rebuild";
import { recountRollups } from "#server/rollups/recount";

const PROGRESS_MS = 1_000;
const SHOWN = 20;

if (import.meta.main) await run().catch(reportFailure);

/** Makes all read models from the events again, while the product is at work. Ends with 1 when something could not be made. */
async function run(): Promise<void> {
  const client = new pg.Client({
    connectionString: findDatabaseUrl(),
    application_name: "backstitch-rebuild",
    connectionTimeoutMillis: 10_000,
  });
  client.on("error", (error) => console.error(`The connection was lost: ${error.message}`));
  await client.connect().catch((cause: Error) => {
    throw new Error(`The database cannot be reached: ${cause.message}`, { cause });
  });
  try {
    const rebuilt = await rebuildReadModels(client, tellProgress());
    await recountRollups(client);
    console.log(`Done. ${inWords(rebuilt)} The figures of the overview are counted anew.`);
    for (const left of rebuilt.left.slice(0, SHOWN)) console.log(`  not made: ${left}`);
    if (rebuilt.left.length > SHOWN) console.log(`  and ${rebuilt.left.length - SHOWN} more`);
    if (rebuilt.left.length > 0) process.exitCode = 1;
  } finally {
    await client.end();
  }
}

function tellProgress(): (soFar: Rebuilt) => void {
  let toldAt = performance.now();
  return (soFar) => {
    if (performance.now() - toldAt < PROGRESS_MS) return;
    toldAt = performance.now();
    console.log(`  ${inWords(soFar)}`);
  };
}

function inWords({ orders, mended, made, left }: Rebuilt): string {
  const count = (value: number) => value.toLocaleString("en-GB");
  return `${count(orders)} orders looked at, ${count(mended)} rows mended, ${count(made)} made, ${count(left.length)} left as they are.`;
}

function findDatabaseUrl(): string {
  const given = process.env.ADMIN_DATABASE_URL || process.env.DATABASE_URL;
  if (given) return given;
  const dataDir = openDataDirectory();
  const instance = instanceFiles(dataDir).readInstance();
  if (instance !== undefined) return instance.databaseUrl;
  throw new Error(
    `Nothing runs with the data folder ${dataDir}, and DATABASE_URL is not set. ` +
      'Start the product with "npm start" (or set DATA_DIR to where it runs), or set DATABASE_URL.',
  );
}
