import type { Pool } from "pg";
import { ZodError } from "zod";
import type { Saga } from "#server/saga/types";
import {
  findQueuedSaga,
  QUEUED_SAGA_COLUMNS,
  type QueuedSaga,
  type QueuedSagaRow,
} from "./saga-row.ts";

const SELECT = `select ${QUEUED_SAGA_COLUMNS.join(", ")}
  from order_fulfillment_sagas where saga_uuid = any($1::uuid[])`;

/**
 * Sagas as they are now, unlocked: to see whether a job is still wanted, never
 * to decide. A damaged row is left out, so that it does not take the others
 * down; whoever misses it must say so.
 */
export async function loadSagas(
  pool: Pool,
  sagaUuids: readonly string[],
): Promise<Map<string, QueuedSaga>> {
  if (sagaUuids.length === 0) return new Map();
  const { rows } = await pool.query<QueuedSagaRow>({
    name: "load-sagas",
    text: SELECT,
    values: [sagaUuids],
  });
  return new Map(
    rows.flatMap((row) => sound(row, (found): [string, QueuedSaga][] => [[row.saga_uuid, found]])),
  );
}

const SELECT_OF_ORDERS = SELECT.replace("saga_uuid = any", "order_uuid = any");

/** The same by order, of those that this build can read: one order has one saga. */
export async function findSagasOfOrders(
  pool: Pool,
  orderUuids: readonly string[],
): Promise<Map<string, Saga>> {
  if (orderUuids.length === 0) return new Map();
  const { rows } = await pool.query<QueuedSagaRow>({
    name: "load-sagas-of-orders",
    text: SELECT_OF_ORDERS,
    values: [orderUuids],
  });
  return new Map(
    rows.flatMap((row) =>
      sound(row, (found): [string, Saga][] =>
        found.type === "saga" ? [[row.order_uuid, found.saga]] : [],
      ),
    ),
  );
}

/** Nothing for a row that is damaged. */
export function sound<T>(row: QueuedSagaRow, use: (found: QueuedSaga) => T[]): T[] {
  try {
    return use(findQueuedSaga(row));
  } catch (error) {
    if (error instanceof ZodError) return [];
    throw error;
  }
}
