import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { projectRoot } from "#scripts/instance/data-directory";
import { refuseOldWriters } from "./refuse-old-writers.ts";
import { sealEvents } from "./seal-events.ts";

// Any number that no other lock of the product uses: two installs of one database take turns.
const installLock = 7_266_001;

/**
 * Brings tables, queues and grants of one database to the state of this
 * version. `ownerUrl` will own all of it; `appRole` may then use it. Repeating
 * it changes nothing.
 */
export async function installSchema(options: {
  ownerUrl: string;
  appRole: string;
  migrationsFolder?: string;
}): Promise<void> {
  const client = new pg.Client({ connectionString: options.ownerUrl });
  // The statement under way fails with it, or the next one: that one tells.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [installLock]);
    await refuseOldWriters(client);
    await migrateTables(client, options.migrationsFolder ?? join(projectRoot, "db", "migrations"));
    await sealEvents(client);
    await installQueues(options.ownerUrl);
    if (options.appRole !== client.user) await grantTo(client, options.appRole);
  } finally {
    // Ending the session gives the lock back as well.
    await client.end();
  }
}

async function migrateTables(client: pg.Client, migrationsFolder: string): Promise<void> {
  if (!existsSync(join(migrationsFolder, "meta", "_journal.json"))) {
    throw new Error(
      `There are no migrations in ${migrationsFolder}: make them with "npm run db:generate".`,
    );
  }
  await migrate(drizzle(client), { migrationsFolder });
}

async function installQueues(ownerUrl: string): Promise<void> {
  const queues = await import("#server/queue/install-queues");
  await queues.installQueues(ownerUrl);
}

async function grantTo(client: pg.Client, appRole: string): Promise<void> {
  const template = readFileSync(join(projectRoot, "db", "grants.sql"), "utf8");
  await client.query(template.replaceAll("{{app_role}}", pg.escapeIdentifier(appRole)));
}
