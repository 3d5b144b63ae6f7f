import { holdDataDirectory, openDataDirectory } from "#scripts/instance/data-directory";
import { instanceFiles } from "#scripts/instance/instance-files";
import { reportFailure } from "#scripts/instance/report-failure";
import { loadSecrets } from "#scripts/instance/secrets";
import { readStartSettings } from "#scripts/instance/start-settings";
import { startEmbeddedPostgres } from "#scripts/postgres/embedded-postgres";
import { indexContacts } from "#scripts/postgres/index-contacts";
import { installSchema } from "#scripts/postgres/install-schema";
import { databaseRoles, prepareDatabase } from "#scripts/postgres/prepare-database";
import { prepareExternalDatabase } from "#scripts/postgres/prepare-external-database";

await migrate().then(() => console.log("The database is up to date."), reportFailure);

async function migrate(): Promise<void> {
  const { DATABASE_URL: databaseUrl, ADMIN_DATABASE_URL: adminDatabaseUrl } = readStartSettings(
    process.env,
  );
  if (databaseUrl !== undefined) {
    const urls = await prepareExternalDatabase({
      databaseUrl,
      ...(adminDatabaseUrl === undefined ? {} : { adminDatabaseUrl }),
      warn: (message) => console.warn(`Note: ${message}`),
    });
    await indexExternal(urls.adminDatabaseUrl);
    return;
  }
  const dataDir = openDataDirectory();
  const running = instanceFiles(dataDir).readInstance();
  if (running !== undefined && (await migrateRunning(running.adminDatabaseUrl, dataDir))) return;
  await migrateStopped(dataDir);
}

/** The key is the web's; where migrations run without it, orders placed before are not found by e-mail or phone. */
async function indexExternal(databaseUrl: string): Promise<void> {
  const { CONTACT_INDEX_KEY: contactIndexKey } = process.env;
  if (contactIndexKey) await indexContacts({ databaseUrl, contactIndexKey });
  else console.warn("Note: CONTACT_INDEX_KEY is not set, so earlier orders were not indexed.");
}

function indexOwn(databaseUrl: string, dataDir: string): Promise<number> {
  const contactIndexKey = process.env.CONTACT_INDEX_KEY || loadSecrets(dataDir).contactIndexKey;
  return indexContacts({ databaseUrl, contactIndexKey });
}

/** False when the file was left by an instance that is gone. */
async function migrateRunning(ownerUrl: string, dataDir: string): Promise<boolean> {
  try {
    await installSchema({ ownerUrl, appRole: databaseRoles.app });
    await indexOwn(ownerUrl, dataDir);
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
      const passwords = loadSecrets(dataDir);
      const { adminDatabaseUrl } = await prepareDatabase(postgres.adminUrl, { passwords });
      await indexOwn(adminDatabaseUrl, dataDir);
    } finally {
      await postgres.stop();
    }
  } finally {
    hold.release();
  }
}
