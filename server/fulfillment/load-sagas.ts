import type { Pool } from "pg";
import { ZodError } from "zod";
import type { Saga } from "#server/saga/types";
import { SAGA_COLUMNS, type SagaRow, toSaga } from "./saga-row.ts";

const SELECT = `select ${Object.keys(SAGA_COLUMNS).join(", ")}
  from order_fulfillment_sagas where saga_uuid = any($1::uuid[])`;

/**
 * Sagas as they are now, unlocked: to see whether a job is still wanted, never
 * to decide. A row that this version cannot read is left out, so that it does
 * not take the others down; whoever misses it must say so.
 */
export async function loadSagas(
  pool: Pool,
  sagaUuids: readonly string[],
): Promise<Map<string, Saga>> {
  if (sagaUuids.length === 0) return new Map();
  const { rows } = await pool.query<SagaRow>(SELECT, [sagaUuids]);
  return new Map(readable(rows).map((saga) => [saga.sagaUuid, saga]));
}

const SELECT_OF_ORDERS = SELECT.replace("saga_uuid = any", "order_uuid = any");

/** The same by order: one order has one saga. */
export async function findSagasOfOrders(
  pool: Pool,
  orderUuids: readonly string[],
): Promise<Map<string, Saga>> {
  if (orderUuids.length === 0) return new Map();
  const { rows } = await pool.query<SagaRow>(SELECT_OF_ORDERS, [orderUuids]);
  return new Map(readable(rows).map((saga) => [saga.orderUuid, saga]));
}

function readable(rows: readonly SagaRow[]): Saga[] {
  return rows.flatMap((row) => {
    try {
      return [toSaga(row)];
    } catch (error) {
      if (error instanceof ZodError) return [];
      throw error;
    }
  });
}
