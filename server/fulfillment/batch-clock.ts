import type { LaneTx } from "./lane.ts";

const SETTING = "backstitch.now";

/** The moment of this transaction, for statements that are sent before it is known here. */
export const NOW_OF_BATCH = `current_setting('${SETTING}')::timestamptz`;

/** How old a reading may be that is carried on. */
const MAX_AGE_MS = 1_000;

/**
 * The database's clock, as its last reading and this process' own time since
 * then tell it. It may lag by the time that an answer takes, never lead.
 */
export class DatabaseClock {
  #reading: { at: number; takenAtMs: number } | null = null;

  /** Takes the clock that an answer has just brought. */
  set(at: Date): void {
    this.#reading = { at: at.getTime(), takenAtMs: performance.now() };
  }

  /** Null when the last reading is too old: somebody may have set the clock since. */
  now(): number | null {
    if (!this.#reading) return null;
    const ageMs = performance.now() - this.#reading.takenAtMs;
    return ageMs > MAX_AGE_MS ? null : Math.floor(this.#reading.at + ageMs);
  }
}

/** Keeps a moment that is known already, for the rest of the transaction. */
export async function keepMoment(tx: LaneTx, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  await tx.query("keep-moment", `select set_config('${SETTING}', $1, true)`, [at]);
}

/** Asks for the database's clock, to the millisecond, and keeps it for the rest of the transaction. */
export async function readClock(tx: LaneTx): Promise<number> {
  const { rows } = await tx.query<{ now: Date }>(
    "now",
    `select set_config('${SETTING}', date_trunc('milliseconds', clock_timestamp())::text, true)::timestamptz as now`,
    [],
  );
  const [row] = rows;
  if (!row) throw new Error("Bug: the database has no clock");
  return row.now.getTime();
}
