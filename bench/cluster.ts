import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
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
  /**
   * The database of that name; where there is none, one that `fill` has filled. In
   * a folder that is kept a later run finds it again, unless `fill` failed.
   */
  findOrFill(name: string, fill: (empty: BenchDatabase) => Promise<void>): Promise<BenchDatabase>;
};

type ClusterWish = {
  countStatements?: boolean;
  /** A folder that stays when the run ends. */
  keptIn?: string | null;
};

const TEMPLATE = "backstitch_bench";

/**
 * The product's own Postgres with the product's own settings, fsync included,
 * in a folder that goes away with the run, or in one that is kept.
 */
export async function openCluster(
  shutdown: Shutdown,
  { countStatements = false, keptIn = null }: ClusterWish = {},
): Promise<Cluster> {
  const dataDir = keptIn === null ? throwaway(shutdown) : openKept(keptIn);
  if (countStatements) await prepareCounting(dataDir);
  const server = await startEmbeddedPostgres({ dataDir });
  shutdown.add(() => server.stop());
  const passwords = loadSecrets(dataDir);
  await prepareDatabase(server.adminUrl, { passwords, database: TEMPLATE });
  const databaseOf = (name: string): BenchDatabase => {
    const superuserUrl = withDatabase(server.adminUrl, name);
    return {
      ...roleUrls(superuserUrl, { database: name, passwords }),
      superuserUrl,
      settle: () => settle(superuserUrl),
      drop: () => asAdmin(`drop database if exists ${name} with (force)`),
    };
  };
  const asAdmin = (command: string) =>
    withClient(server.adminUrl, async (admin) => {
      await admin.query(command);
    });
  const createDatabase: Cluster["createDatabase"] = async ({ copyOf } = {}) => {
    const name = `bench_${randomBytes(5).toString("hex")}`;
    const template = copyOf ? new URL(copyOf.databaseUrl).pathname.slice(1) : TEMPLATE;
    await asAdmin(
      `create database ${name} template ${pg.escapeIdentifier(template)}
       owner backstitch_owner strategy file_copy`,
    );
    return databaseOf(name);
  };
  return {
    dataDir,
    createDatabase,
    async findOrFill(name, fill) {
      if (await exists(server.adminUrl, name)) {
        // An older run's, perhaps of an older version.
        await prepareDatabase(server.adminUrl, { passwords, database: name });
        return databaseOf(name);
      }
      const filling = await createDatabase();
      await fill(filling);
      const from = new URL(filling.databaseUrl).pathname.slice(1);
      await asAdmin(`alter database ${from} rename to ${name}`);
      return databaseOf(name);
    },
  };
}

function throwaway(shutdown: Shutdown): string {
  const dataDir = makeThrowawayFolder("bench");
  shutdown.add(async () => removeThrowawayFolder(dataDir));
  return dataDir;
}

function openKept(dataDir: string): string {
  // As root the database runs as another user, who must get through to its own folder.
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  return dataDir;
}

async function exists(adminUrl: string, name: string): Promise<boolean> {
  return withClient(adminUrl, async (admin) => {
    const found = await admin.query("select from pg_database where datname = $1", [name]);
    return found.rowCount === 1;
  });
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
