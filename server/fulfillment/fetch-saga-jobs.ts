import type { Pool } from "pg";
import { sagaUuidIn } from "#db/saga-uuid-in";
import type { FulfillmentOrder } from "#server/partners/types";
import { type FetchedJob, fetchJobsWith } from "#server/queue/fetch-jobs";
import { NET_MS } from "#server/queue/queues";
import type { SagaJob } from "#server/saga/types";
import { ORDER_COLUMNS, type OrderRow, toOrder } from "./load-orders.ts";
import { sound } from "./load-sagas.ts";
import { QUEUED_SAGA_COLUMNS, type QueuedSaga, type QueuedSagaRow } from "./saga-row.ts";

/** A job with the rows that it is about, as they were when it was fetched. Absent: damaged, or not there. */
export type FetchedSagaJob = FetchedJob & {
  saga: QueuedSaga | undefined;
  order: FulfillmentOrder | undefined;
  /** By this process' monotonic clock (ms): from then on somebody else may get it. */
  untilMs: number;
};

/*
 * Whoever sees a job sees the saga as it was when that was queued, or later: they
 * were written in one transaction.
 */
export const FETCH_SAGA_JOBS = fetchJobsWith(`
  select f.id, f.data, f.redelivered, o.*,
    ${QUEUED_SAGA_COLUMNS.map((column) => `g.${column}`).join(", ")}
  from fetched f
  left join order_fulfillment_sagas g on g.saga_uuid = ${sagaUuidIn("f.data")}
  left join lateral (
    select ${ORDER_COLUMNS.replace("o.order_uuid, ", "")}
    from orders o join patients p on p.order_uuid = o.order_uuid
    where o.order_uuid = g.order_uuid) o on true`);

type Row = FetchedJob &
  QueuedSagaRow & {
    order_number: string | null;
  };

/** Takes up to `count` jobs that are due, with the rows they are about: one round trip for all of it. */
export async function fetchSagaJobs(
  pool: Pool,
  queue: SagaJob,
  { worker, count }: { worker: number; count: number },
): Promise<FetchedSagaJob[]> {
  // From before it was asked for: so it is over here before it is over there.
  const untilMs = performance.now() + NET_MS;
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
    untilMs,
  }));
}
