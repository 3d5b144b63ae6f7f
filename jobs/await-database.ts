import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import type { Log } from "#server/log";

const BETWEEN_TRIES_MS = 500;
/** One line in a while: a database that restarts for minutes must not fill the log. */
const TELL_EVERY_TRIES = 20;

/**
 * Resolves once the database answers. A worker that is started while the
 * database still starts has nothing to do yet, and no reason to end.
 */
export async function awaitDatabase(pool: Pool, log: Log, stopped: AbortSignal): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await pool.query("select 1");
      return;
    } catch (error) {
      if (tries % TELL_EVERY_TRIES === 0) log.warn({ err: error }, "worker.awaits_database");
    }
    await pause(BETWEEN_TRIES_MS, undefined, { signal: stopped });
  }
}
