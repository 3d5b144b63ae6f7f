import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import * as schema from "./schema/index.ts";

export type Db = NodePgDatabase<typeof schema>;
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
export type DbOrTx = Db | Tx;

export type Database = { db: Db; pool: pg.Pool; close(): Promise<void> };

/**
 * A pool of connections. `onIdleError` must be given: an idle connection that
 * dies is an event without a query to fail, and unheard it ends the process.
 */
export function openDatabase(options: {
  url: string;
  maxConnections: number;
  applicationName: string;
  onIdleError: (error: Error) => void;
}): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    application_name: options.applicationName,
    // Bounds what one stuck statement or a forgotten transaction can hold up.
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    // Whoever waits longer is told to come again while it still listens.
    connectionTimeoutMillis: 5_000,
    // The server's bounds do not help when it is gone without a word.
    query_timeout: 35_000,
    keepAlive: true,
  });
  pool.on("error", options.onIdleError);
  // One in use tells whoever uses it at the next query; without a listener its death would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return { db: drizzle(pool, { schema }), pool, close: () => pool.end() };
}
