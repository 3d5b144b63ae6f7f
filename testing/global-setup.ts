import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspectProcess } from "#scripts/instance/process-identity";
import { startEmbeddedPostgres, stopLeftPostgres } from "#scripts/postgres/embedded-postgres";
import { removePostgresHome } from "#scripts/postgres/postgres-home";
import { prepareDatabase, withClient } from "#scripts/postgres/prepare-database";
import { testPasswords } from "./test-passwords.ts";

/**
 * One throw-away server a run (or the one of TEST_DATABASE_URL, which must be
 * a superuser's on a server that holds nothing of worth) and one migrated
 * database on it, which the tests copy.
 */
export async function setup(): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { adminUrl: given, close: async () => undefined } : await startServer();
  const template = `backstitch_template_${process.pid}`;
  try {
    await prepareDatabase(server.adminUrl, { passwords: testPasswords, database: template });
  } catch (error) {
    await server.close();
    throw error;
  }
  process.env.TEST_DATABASE_URL = server.adminUrl;
  process.env.TEST_TEMPLATE_DATABASE = template;
  return async () => {
    if (given) {
      await withClient(given, (client) => client.query(`drop database if exists "${template}"`));
    } else {
      delete process.env.TEST_DATABASE_URL;
    }
    await server.close();
  };
}

async function startServer(): Promise<{ adminUrl: string; close(): Promise<void> }> {
  await clearLeftovers();
  const dataDir = mkdtempSync(join(tmpdir(), `backstitch-test-${process.pid}-`));
  // As root the server runs as another user, who must get through to its own folder.
  chmodSync(dataDir, 0o711);
  const remove = () => removeServerData(dataDir);
  try {
    const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
    return {
      adminUrl: postgres.adminUrl,
      async close() {
        await postgres.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function removeServerData(dataDir: string): void {
  removePostgresHome(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
}

/** A run that was killed outright left its server running; the next one ends it. */
async function clearLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^backstitch-test-(\d+)-/.exec(name)?.[1]);
    if (!(pid > 0) || inspectProcess(pid).status !== "gone") continue;
    const dataDir = join(tmpdir(), name);
    // Another user's leavings are not ours to clear.
    if (statSync(dataDir).uid !== process.getuid?.()) continue;
    await stopLeftPostgres(dataDir);
    removeServerData(dataDir);
  }
}
