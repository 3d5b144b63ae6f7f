import type { Client } from "pg";
import type { StoredEvent } from "#server/fulfillment/event-codec";
import { SAGA_COLUMNS } from "#server/fulfillment/saga-row";
import type { Saga } from "#server/saga/types";
import { differingColumn } from "./differing-columns.ts";
import { PROJECTED_ORDER_COLUMNS, projectOrder } from "./project-order.ts";
import { projectSaga } from "./project-saga.ts";
import { readStreams } from "./read-streams.ts";
import { writeProjectedOrders } from "./write-projected-orders.ts";
import { writeProjectedSagas } from "./write-projected-sagas.ts";

/** Orders held at once, each for the moment that it takes to fold its events. */
const BATCH_SIZE = 200;

export type Rebuilt = {
  orders: number;
  /** Rows that were not as their events say, and are now. */
  mended: number;
  /** Sagas that had events and no row. */
  made: number;
  /** What could not be put right, with the reason: ids and codes, never personal data. */
  left: string[];
};

// An order's stream and its saga's begin in one commit; the saga's first event names its order.
// Qualified: a bare id would be the text, of which 8 is more than 12.
const READ_STARTS = `
  select e.id::text, e.aggregate_uuid as saga_uuid, e.event_data->>'orderUuid' as order_uuid
  from event_store e
  where e.id > $1 and e.aggregate_version = 1 and e.event_type = 'OrderFulfillmentSagaStarted'
  order by e.id limit $2`;

const SAGA_NAMES = Object.keys(SAGA_COLUMNS).join(", ");
// In the order in which the committer locks: orders, then sagas, each sorted.
const LOCK_ORDERS = `
  select order_uuid, ${PROJECTED_ORDER_COLUMNS.join(", ")} from orders
  where order_uuid = any($1::uuid[]) order by order_uuid for update`;
const LOCK_SAGAS = `
  select created_at, ${SAGA_NAMES} from order_fulfillment_sagas
  where saga_uuid = any($1::uuid[]) order by saga_uuid for update`;

type Start = { id: string; saga_uuid: string; order_uuid: string };
type SagaRow = { saga_uuid: string } & Record<string, unknown>;
type OrderRow = { order_uuid: string } & Record<string, unknown>;

/**
 * Makes every row that is folded from events what its events say, while the
 * product is at work: a batch at a time, each with its rows locked, so that no
 * commit comes between the reading and the writing. What the events do not hold,
 * such as whom an order is for, cannot be made again.
 */
export async function rebuildReadModels(
  client: Client,
  onProgress: (soFar: Rebuilt) => void = () => undefined,
): Promise<Rebuilt> {
  const rebuilt: Rebuilt = { orders: 0, mended: 0, made: 0, left: [] };
  for (let cursor: string | undefined = "0"; cursor !== undefined; ) {
    const { rows }: { rows: Start[] } = await client.query<Start>(READ_STARTS, [
      cursor,
      BATCH_SIZE,
    ]);
    if (rows.length > 0) {
      await inTransaction(client, () => rebuildBatch(client, rows, rebuilt));
      onProgress(rebuilt);
    }
    cursor = rows.at(-1)?.id;
  }
  return rebuilt;
}

async function rebuildBatch(
  client: Client,
  starts: readonly Start[],
  rebuilt: Rebuilt,
): Promise<void> {
  const sagaUuids = starts.map((start) => start.saga_uuid);
  const orderUuids = starts.map((start) => start.order_uuid);
  const orders = await client.query<OrderRow>(LOCK_ORDERS, [orderUuids]);
  const sagas = await client.query<SagaRow>(LOCK_SAGAS, [sagaUuids]);
  const streams = await readStreams(client, [...sagaUuids, ...orderUuids]);
  rebuilt.orders += starts.length;
  const ordersByUuid = new Map(orders.rows.map((row) => [row.order_uuid, row]));
  const orphans = starts.filter((start) => !ordersByUuid.has(start.order_uuid));
  for (const { order_uuid: orderUuid } of orphans) {
    rebuilt.left.push(`order ${orderUuid}: its row is gone, and events hold no personal data`);
  }
  const whole = starts.filter((start) => ordersByUuid.has(start.order_uuid));
  const sagasByUuid = new Map(sagas.rows.map((row) => [row.saga_uuid, row]));
  await rebuildSagas(client, { starts: whole, rows: sagasByUuid, streams, rebuilt });
  await rebuildOrders(client, { rows: orders.rows, streams, rebuilt });
}

type Streams = ReadonlyMap<string, StoredEvent[]>;

async function rebuildSagas(
  client: Client,
  batch: {
    starts: readonly Start[];
    rows: ReadonlyMap<string, SagaRow>;
    streams: Streams;
    rebuilt: Rebuilt;
  },
): Promise<void> {
  const { starts, rows, streams, rebuilt } = batch;
  const wrong: Saga[] = [];
  for (const { saga_uuid: sagaUuid } of starts) {
    const told = projectSaga(sagaUuid, streams.get(sagaUuid));
    const row = rows.get(sagaUuid);
    if (told.type === "unreadable") rebuilt.left.push(`saga ${sagaUuid}: ${told.why}`);
    else if (!row || differingColumn(row, told.columns) !== null) {
      wrong.push(told.saga);
      if (row) rebuilt.mended += 1;
      else rebuilt.made += 1;
    }
  }
  await writeProjectedSagas(client, wrong);
}

async function rebuildOrders(
  client: Client,
  { rows, streams, rebuilt }: { rows: readonly OrderRow[]; streams: Streams; rebuilt: Rebuilt },
): Promise<void> {
  const wrong: Record<string, unknown>[] = [];
  for (const row of rows) {
    const orderUuid = row.order_uuid;
    const told = projectOrder(orderUuid, streams.get(orderUuid));
    if (told.type === "unreadable") rebuilt.left.push(`order ${orderUuid}: ${told.why}`);
    else if (differingColumn(row, told.columns) !== null) {
      wrong.push({ order_uuid: orderUuid, ...told.columns });
      rebuilt.mended += 1;
    }
  }
  await writeProjectedOrders(client, wrong);
}

async function inTransaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query("begin");
  try {
    await work();
    await client.query("commit");
  } catch (error) {
    // The connection itself may be what failed; its error is the one to tell.
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}
