import pg from "pg";
import { BY_KEY, UTC_TYPES } from "./by-key.ts";

/**
 * A pool of connections. `onIdleError` must be given: an idle connection that
 * dies is an event without a query to fail, and unheard it ends the process.
 */
export function openPool(options: {
  url: string;
  maxConnections: number;
  applicationName: string;
  onIdleError: (error: Error) => void;
  /** For statements that all find their rows by a key; they may then be prepared. */
  byKey?: boolean;
}): pg.Pool {
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
    ...(options.byKey && { options: BY_KEY, types: UTC_TYPES }),
  });
  pool.on("error", options.onIdleError);
  // One in use tells whoever uses it at the next query; without a listener its death would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}
