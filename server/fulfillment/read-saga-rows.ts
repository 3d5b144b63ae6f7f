import type { Pool } from "pg";
import { SAGA_COLUMNS, type SagaRow } from "./saga-row.ts";

const SELECT = `select ${Object.keys(SAGA_COLUMNS).join(", ")}
  from order_fulfillment_sagas where saga_uuid = any($1::uuid[]) order by id`;

/** Rows as they are now, unlocked, oldest saga first. */
export async function readSagaRows(
  pool: Pool,
  sagaUuids: readonly string[],
): Promise<readonly SagaRow[]> {
  if (sagaUuids.length === 0) return [];
  const { rows } = await pool.query<SagaRow>(SELECT, [sagaUuids]);
  return rows;
}
