import pg from "pg";
import type { Secrets } from "#scripts/instance/secrets";
import { installSchema } from "./install-schema.ts";

export type DatabaseUrls = {
  /** The product's own role: reads and writes rows, may not change what is append-only. */
  databaseUrl: string;
  /** The owner of the tables: migrates and repairs. */
  adminDatabaseUrl: string;
  /** The bundled partners: their own schema and nothing else. */
  sandboxDatabaseUrl: string;
};

export type RolePasswords = Pick<Secrets, "ownerPassword" | "appPassword" | "sandboxPassword">;

export const databaseRoles = {
  owner: "backstitch_owner",
  app: "backstitch_app",
  sandbox: "backstitch_sandbox",
} as const;

/**
 * Makes the roles and the database that are missing, on a server that
 * `adminUrl` may do so on, and brings the database to this version.
 */
export async function prepareDatabase(
  adminUrl: string,
  options: { passwords: RolePasswords; database?: string; migrationsFolder?: string },
): Promise<DatabaseUrls> {
  const database = options.database ?? "backstitch";
  await withClient(adminUrl, async (admin) => {
    await refuseOldServer(admin);
    await makeRole(admin, databaseRoles.owner, options.passwords.ownerPassword);
    await makeRole(admin, databaseRoles.app, options.passwords.appPassword);
    await makeRole(admin, databaseRoles.sandbox, options.passwords.sandboxPassword);
    await makeDatabase(admin, database);
  });
  await withClient(withDatabase(adminUrl, database), makeSandboxSchema);

  const urls = roleUrls(adminUrl, { database, passwords: options.passwords });
  const { migrationsFolder } = options;
  await installSchema({
    ownerUrl: urls.adminDatabaseUrl,
    appRole: databaseRoles.app,
    ...(migrationsFolder === undefined ? {} : { migrationsFolder }),
  });
  return urls;
}

/** The URLs by which each role reaches one database of a server. */
export function roleUrls(
  serverUrl: string,
  options: { database: string; passwords: RolePasswords },
): DatabaseUrls {
  const { database, passwords } = options;
  const url = (user: string, password: string) => {
    const result = new URL(withDatabase(serverUrl, database));
    result.username = user;
    result.password = password;
    return result.href;
  };
  return {
    databaseUrl: url(databaseRoles.app, passwords.appPassword),
    adminDatabaseUrl: url(databaseRoles.owner, passwords.ownerPassword),
    sandboxDatabaseUrl: url(databaseRoles.sandbox, passwords.sandboxPassword),
  };
}

export function withDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

export async function withClient<Result>(
  url: string,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

export async function refuseOldServer(client: pg.Client): Promise<void> {
  const result = await client.query<{ server_version_num: string; server_version: string }>(
    "select current_setting('server_version_num') as server_version_num, current_setting('server_version') as server_version",
  );
  const [row] = result.rows;
  if (Number(row?.server_version_num) < 150_000) {
    throw new Error(`PostgreSQL 15 or newer is needed; this server is ${row?.server_version}.`);
  }
}

async function makeRole(client: pg.Client, role: string, password: string): Promise<void> {
  const name = pg.escapeIdentifier(role);
  const found = await client.query("select 1 from pg_roles where rolname = $1", [role]);
  if (found.rowCount === 0) await client.query(`create role ${name} login`);
  await client.query(`alter role ${name} login password ${pg.escapeLiteral(password)}`);
}

async function makeDatabase(client: pg.Client, database: string): Promise<void> {
  const found = await client.query("select 1 from pg_database where datname = $1", [database]);
  if (found.rowCount !== 0) return;
  const owner = pg.escapeIdentifier(databaseRoles.owner);
  await client.query(`create database ${pg.escapeIdentifier(database)} owner ${owner}`);
}

async function makeSandboxSchema(client: pg.Client): Promise<void> {
  const role = pg.escapeIdentifier(databaseRoles.sandbox);
  await client.query(`create schema if not exists sandbox authorization ${role}`);
  // On the role, not the database: a copy of a template takes no settings along.
  await client.query(`alter role ${role} set search_path = sandbox`);
}
