import type { Pool } from "pg";
import type { FulfillmentOrder } from "#server/partners/types";
import { type FetchedJob, fetchJobsWith } from "#server/queue/fetch-jobs";
import type { SagaJob } from "#server/saga/types";
import { ORDER_COLUMNS, type OrderRow, toOrder } from "./load-orders.ts";
import { sound } from "./load-sagas.ts";
import { type FoundSaga, SAGA_COLUMNS, type SagaRow } from "./saga-row.ts";

/** A job with the rows that it is about, as they were when it was fetched. Absent: damaged, or not there. */
export type FetchedSagaJob = FetchedJob & {
  saga: FoundSaga | undefined;
  order: FulfillmentOrder | undefined;
};

/*
 * Whoever sees a job sees the saga as it was when that was queued, or later: they
 * were written in one transaction. Data that names no saga must not take down what
 * is fetched with it, so it is not cast before it looks like one.
 */
export const FETCH_SAGA_JOBS = fetchJobsWith(`
  select f.id, f.data, f.redelivered, o.*,
    ${Object.keys(SAGA_COLUMNS)
      .map((column) => `g.${column}`)
      .join(", ")}
  from fetched f
  left join order_fulfillment_sagas g on g.saga_uuid =
    case when f.data->>'sagaUuid' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      then (f.data->>'sagaUuid')::uuid end
  left join lateral (
    select ${ORDER_COLUMNS.replace("o.order_uuid, ", "")}
    from orders o join patients p on p.order_uuid = o.order_uuid
    where o.order_uuid = g.order_uuid) o on true`);

type Row = FetchedJob & { [K in keyof SagaRow]: SagaRow[K] } & {
  order_number: string | null;
};

/** Takes up to `count` jobs that are due, with the rows they are about: one round trip for all of it. */
export async function fetchSagaJobs(
  pool: Pool,
  queue: SagaJob,
  { worker, count }: { worker: number; count: number },
): Promise<FetchedSagaJob[]> {
  const values = [queue, count, worker];
  const { rows } = await pool.query<Row>({
    name: "fetch-saga-jobs",
    text: FETCH_SAGA_JOBS,
    values,
  });
  return rows.map((row) => ({
    id: row.id,
    data: row.data,
    redelivered: row.redelivered,
    saga: row.saga_uuid === null ? undefined : sound(row, (found) => [found])[0],
    order: row.order_number === null ? undefined : toOrder(row as Row & OrderRow),
  }));
}
