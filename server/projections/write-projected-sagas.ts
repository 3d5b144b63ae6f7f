import type { Client } from "pg";
import { SAGA_COLUMNS, toColumns } from "#server/fulfillment/saga-row";
import type { Saga } from "#server/saga/types";

const NAMES = Object.keys(SAGA_COLUMNS);
const ARRAYS = Object.values(SAGA_COLUMNS).map((type, index) => `$${index + 1}::${type}[]`);

// No event tells under which job a saga goes on: a worker that has it in hand writes that again with
// its next commit, and what has no job of its own dispatch the sweep queues. In the order of their starts, so that a lost row's new id stands among the others as its old one did.
const UPSERT = `
  insert into order_fulfillment_sagas (${NAMES.join(", ")}, created_at)
  select ${NAMES.join(", ")}, started_at
  from unnest(${ARRAYS.join(", ")}) with ordinality i(${NAMES.join(", ")}, place)
  order by place
  on conflict (saga_uuid) do update
  set ${NAMES.map((name) => `${name} = excluded.${name}`).join(", ")}, created_at = excluded.created_at, job_dispatch = null`;

/** Writes rows as they must be, whatever they were, or were not. */
export async function writeProjectedSagas(client: Client, sagas: readonly Saga[]): Promise<void> {
  if (sagas.length === 0) return;
  const rows = sagas.map((saga) => toColumns(saga));
  const columns = NAMES.map((_, column) => rows.map((row) => row[column] ?? null));
  await client.query(UPSERT, columns);
}
