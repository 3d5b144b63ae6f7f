import type { LaneTx } from "./lane.ts";

const SETTING = "backstitch.now";

/** The moment of this transaction, for statements that are sent before it is known here. */
export const NOW_OF_BATCH = `current_setting('${SETTING}')::timestamptz`;

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
