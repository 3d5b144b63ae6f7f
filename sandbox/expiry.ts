import type pg from "pg";
import { logLine } from "./log.ts";
import { settle } from "./partner-call.ts";
import type { SandboxPartner } from "./stored-object.ts";
import type { Writer } from "./writer.ts";

const SWEEP_EVERY_MS = 1_000;

/**
 * Lets reservations expire and pending objects be decided although nobody asks for them, so that
 * stock comes back and the ledger is true by itself. Returns how to stop it.
 */
export function startExpiry(pool: pg.Pool, writer: Writer): () => void {
  let sweeping = false;
  const sweep = async () => {
    if (sweeping) return;
    sweeping = true;
    try {
      const due = await pool.query<{ partner: SandboxPartner; clientReference: string }>(
        `select partner, client_reference as "clientReference" from sandbox.objects
         where due_at <= $1 order by due_at limit 500`,
        [new Date()],
      );
      if (due.rows.length > 0) await settle(writer, due.rows);
    } catch (error) {
      logLine("sandbox.sweep_failed", { message: error instanceof Error ? error.message : "" });
    } finally {
      sweeping = false;
    }
  };
  const timer = setInterval(() => void sweep(), SWEEP_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
