import { holdDataDirectory, openDataDirectory } from "#scripts/instance/data-directory";
import { instanceFiles } from "#scripts/instance/instance-files";
import { reportFailure } from "#scripts/instance/report-failure";
import { loadSecrets } from "#scripts/instance/secrets";
import { readStartSettings } from "#scripts/instance/start-settings";
import { startEmbeddedPostgres } from "#scripts/postgres/embedded-postgres";
import { installSchema } from "#scripts/postgres/install-schema";
import { databaseRoles, prepareDatabase } from "#scripts/postgres/prepare-database";
import { prepareExternalDatabase } from "#scripts/postgres/prepare-external-database";

await migrate().then(() => console.log("The database is up to date."), reportFailure);

async function migrate(): Promise<void> {
  const { DATABASE_URL: databaseUrl, ADMIN_DATABASE_URL: adminDatabaseUrl } = readStartSettings(
    process.env,
  );
  if (databaseUrl !== undefined) {
    await prepareExternalDatabase({
      databaseUrl,
      ...(adminDatabaseUrl === undefined ? {} : { adminDatabaseUrl }),
      warn: (message) => console.warn(`Note: ${message}`),
    });
    return;
  }
  const dataDir = openDataDirectory();
  const running = instanceFiles(dataDir).readInstance();
  if (running !== undefined && (await migrateRunning(running.adminDatabaseUrl))) return;
  await migrateStopped(dataDir);
}

/** False when the file was left by an instance that is gone. */
async function migrateRunning(ownerUrl: string): Promise<boolean> {
  try {
    await installSchema({ ownerUrl, appRole: databaseRoles.app });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ECONNREFUSED") return false;
    throw error;
  }
}

async function migrateStopped(dataDir: string): Promise<void> {
  const hold = holdDataDirectory(dataDir);
  try {
    const postgres = await startEmbeddedPostgres({ dataDir });
    try {
      await prepareDatabase(postgres.adminUrl, { passwords: loadSecrets(dataDir) });
    } finally {
      await postgres.stop();
    }
  } finally {
    hold.release();
  }
}
