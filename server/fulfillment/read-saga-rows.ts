import type { Pool } from "pg";
import { QUEUED_SAGA_COLUMNS, type QueuedSagaRow } from "./saga-row.ts";

const SELECT = `select ${QUEUED_SAGA_COLUMNS.join(", ")}
  from order_fulfillment_sagas where saga_uuid = any($1::uuid[]) order by id`;

/** Rows as they are now, unlocked, oldest saga first. */
export async function readSagaRows(
  pool: Pool,
  sagaUuids: readonly string[],
): Promise<readonly QueuedSagaRow[]> {
  if (sagaUuids.length === 0) return [];
  const { rows } = await pool.query<QueuedSagaRow>(SELECT, [sagaUuids]);
  return rows;
}
