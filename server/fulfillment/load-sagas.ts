import type { Pool } from "pg";
import type { Saga } from "#server/saga/types";
import { SAGA_COLUMNS, type SagaRow, toSaga } from "./saga-row.ts";

const SELECT = `select ${Object.keys(SAGA_COLUMNS).join(", ")}
  from order_fulfillment_sagas where saga_uuid = any($1::uuid[])`;

/** Sagas as they are now, unlocked: to see whether a job is still wanted, never to decide. */
export async function loadSagas(
  pool: Pool,
  sagaUuids: readonly string[],
): Promise<Map<string, Saga>> {
  if (sagaUuids.length === 0) return new Map();
  const { rows } = await pool.query<SagaRow>(SELECT, [sagaUuids]);
  return new Map(rows.map((row) => [row.saga_uuid, toSaga(row)]));
}

const SELECT_OF_ORDERS = SELECT.replace("saga_uuid = any", "order_uuid = any");

/** The same by order: one order has one saga. */
export async function findSagasOfOrders(
  pool: Pool,
  orderUuids: readonly string[],
): Promise<Map<string, Saga>> {
  if (orderUuids.length === 0) return new Map();
  const { rows } = await pool.query<SagaRow>(SELECT_OF_ORDERS, [orderUuids]);
  return new Map(rows.map((row) => [row.order_uuid, toSaga(row)]));
}
