import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "#scripts/postgres/embedded-postgres";
import { removePostgresHome } from "#scripts/postgres/postgres-home";

export type LentPostgres = { url: string; stop(): Promise<void> };

/** One throw-away server for all runs (or the one of TEST_DATABASE_URL): each makes databases of its own on it. */
export async function lendPostgres(): Promise<LentPostgres> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  // By this name the next run of tests ends it, should this one be killed outright.
  const dataDir = mkdtempSync(join(tmpdir(), `backstitch-test-${process.pid}-`));
  // As root the server runs as another user, who must get through to its own folder.
  chmodSync(dataDir, 0o711);
  const remove = () => {
    removePostgresHome(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
    const stop = async () => {
      await postgres.stop();
      remove();
    };
    return { url: postgres.adminUrl, stop };
  } catch (error) {
    remove();
    throw error;
  }
}
