import { randomBytes } from "node:crypto";
import pg from "pg";
import { loadSecrets } from "#scripts/instance/secrets";
import type { Shutdown } from "#scripts/instance/shutdown";
import { makeThrowawayFolder, removeThrowawayFolder } from "#scripts/instance/throwaway-folder";
import { startEmbeddedPostgres } from "#scripts/postgres/embedded-postgres";
import {
  type DatabaseUrls,
  prepareDatabase,
  roleUrls,
  withClient,
  withDatabase,
} from "#scripts/postgres/prepare-database";
import { STATEMENT_SETTINGS } from "./report/statements.ts";

export type BenchDatabase = DatabaseUrls & {
  /** As superuser: for what is measured about the database itself. */
  superuserUrl: string;
  /** Statistics as an autovacuum that kept up would have left them: each round starts alike. */
  settle(): Promise<void>;
  drop(): Promise<void>;
};

export type Cluster = {
  dataDir: string;
  /** A migrated, empty database of its own, or a copy of another. */
  createDatabase(options?: { copyOf?: BenchDatabase }): Promise<BenchDatabase>;
};

const TEMPLATE = "backstitch_bench";

/**
 * The product's own Postgres with the product's own settings, fsync included,
 * in a folder that goes away with the run.
 */
export async function openCluster(
  shutdown: Shutdown,
  { countStatements = false }: { countStatements?: boolean } = {},
): Promise<Cluster> {
  const dataDir = makeThrowawayFolder("bench");
  shutdown.add(async () => removeThrowawayFolder(dataDir));
  if (countStatements) await prepareCounting(dataDir);
  const server = await startEmbeddedPostgres({ dataDir });
  shutdown.add(() => server.stop());
  const passwords = loadSecrets(dataDir);
  await prepareDatabase(server.adminUrl, { passwords, database: TEMPLATE });
  return {
    dataDir,
    async createDatabase({ copyOf } = {}) {
      const name = `bench_${randomBytes(5).toString("hex")}`;
      const template = copyOf ? new URL(copyOf.databaseUrl).pathname.slice(1) : TEMPLATE;
      await withClient(server.adminUrl, (admin) =>
        admin.query(
          `create database ${name} template ${pg.escapeIdentifier(template)}
           owner backstitch_owner strategy file_copy`,
        ),
      );
      const superuserUrl = withDatabase(server.adminUrl, name);
      return {
        ...roleUrls(superuserUrl, { database: name, passwords }),
        superuserUrl,
        settle: () => settle(superuserUrl),
        drop: () =>
          withClient(server.adminUrl, async (admin) => {
            await admin.query(`drop database if exists ${name} with (force)`);
          }),
      };
    },
  };
}

/** The library that counts is loaded at a start alone. */
async function prepareCounting(dataDir: string): Promise<void> {
  const server = await startEmbeddedPostgres({ dataDir });
  await withClient(server.adminUrl, async (admin) => {
    for (const setting of STATEMENT_SETTINGS) await admin.query(setting);
  });
  await server.stop();
}

async function settle(superuserUrl: string): Promise<void> {
  await withClient(superuserUrl, async (admin) => {
    await admin.query("vacuum analyze");
  });
}
