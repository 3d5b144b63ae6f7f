import type pg from "pg";
import { installSchema } from "./install-schema.ts";
import { type DatabaseUrls, refuseOldServer, withClient } from "./prepare-database.ts";

/**
 * The same for a database that somebody else runs: it must exist. With an
 * admin URL the tables belong to that user and the product works as the lesser
 * one of DATABASE_URL; without, one user is everything.
 */
export async function prepareExternalDatabase(options: {
  databaseUrl: string;
  adminDatabaseUrl?: string;
  warn(message: string): void;
}): Promise<DatabaseUrls> {
  const { databaseUrl } = options;
  const adminDatabaseUrl = options.adminDatabaseUrl ?? databaseUrl;
  const appRole = await withClient(databaseUrl, readUser).catch((cause: Error) => {
    throw new Error(`The database of DATABASE_URL cannot be used: ${cause.message}`, { cause });
  });
  const owner = await withClient(adminDatabaseUrl, async (admin) => {
    await refuseOldServer(admin);
    // The bundled partners share the owner's login here: making roles is the administrator's business.
    await admin.query("create schema if not exists sandbox");
    return readUser(admin);
  }).catch((cause: Error) => {
    throw new Error(`The database cannot be prepared: ${cause.message}`, { cause });
  });
  if (owner === appRole) {
    options.warn(
      "One database user owns the tables and runs the product: the event store is then kept append-only by triggers alone. " +
        "Give the owner in ADMIN_DATABASE_URL and a lesser user in DATABASE_URL to have grants hold it as well.",
    );
  }
  await installSchema({ ownerUrl: adminDatabaseUrl, appRole });
  return { databaseUrl, adminDatabaseUrl, sandboxDatabaseUrl: withSearchPath(adminDatabaseUrl) };
}

async function readUser(client: pg.Client): Promise<string> {
  const result = await client.query<{ name: string }>("select current_user as name");
  const [row] = result.rows;
  if (row === undefined) throw new Error("Bug: current_user gave no row");
  return row.name;
}

function withSearchPath(url: string): string {
  const result = new URL(url);
  result.searchParams.set("options", "-c search_path=sandbox");
  return result.href;
}
