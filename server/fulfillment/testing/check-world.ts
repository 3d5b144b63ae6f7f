import pg, { type Pool } from "pg";
import { chainIsUnbroken } from "#server/audit/chain-is-unbroken";
import { isSagaEvent, type Recorded } from "#server/saga/events";
import { fold } from "#server/saga/evolve";
import { NOT_STARTED } from "#server/saga/types";
import { type DecodedEvent, decodeEvent, type StoredEvent } from "../event-codec.ts";
import { SAGA_COLUMNS, type SagaRow, toSaga } from "../saga-row.ts";

const EVENTS = `
  select id::int, aggregate_uuid "aggregateUuid", aggregate_type "aggregateType",
    aggregate_version "aggregateVersion", event_type "eventType", event_version "eventVersion",
    event_data "eventData", metadata, occurred_at "occurredAt"
  from event_store`;

/** The events of one stream, oldest first. */
export async function readStream(pool: Pool, aggregateUuid: string): Promise<DecodedEvent[]> {
  const { rows } = await pool.query<StoredEvent>(
    `${EVENTS} where aggregate_uuid = $1 order by aggregate_version`,
    [aggregateUuid],
  );
  return rows.map(decodeEvent);
}

export type Findings = {
  /** What must never be: empty in every world. */
  broken: string[];
  sagas: number;
  events: number;
  lateEvents: number;
  /** Queued or active jobs of sagas. */
  sagaJobs: number;
};

/** Reads everything and compares it: streams without holes, rows that equal their fold, nothing left queued, a whole chain. */
export async function checkWorld(pool: Pool): Promise<Findings> {
  const [events, sagas, orders, jobs] = await Promise.all([
    pool.query<StoredEvent>(`${EVENTS} order by id`),
    pool.query<SagaRow>(
      `select ${Object.keys(SAGA_COLUMNS).join(", ")} from order_fulfillment_sagas`,
    ),
    pool.query<{ order_uuid: string; version: number }>("select order_uuid, version from orders"),
    pool.query<{ n: number }>(
      "select count(*)::int n from pgboss.job where name <> 'notify-customer' and state <= 'active'",
    ),
  ]);
  const decoded = events.rows.map(decodeEvent);
  const streams = Map.groupBy(events.rows, ({ aggregateUuid }) => aggregateUuid);
  const byUuid = new Map(
    [...streams].map(([uuid, rows]) => [uuid, rows.map(decodeEvent)] as const),
  );
  const broken = [...byUuid]
    // Read in the order of ids: so this also says that ids ascend within a stream.
    .filter(([, stream]) => stream.some(({ version }, index) => version !== index + 1))
    .map(([uuid]) => `stream ${uuid} is not dense`);

  for (const row of sagas.rows) {
    const stream: Recorded[] = (byUuid.get(row.saga_uuid) ?? []).map(withoutPosition);
    const folded = fold(stream, row.saga_uuid, NOT_STARTED);
    const stored = toSaga(row);
    if (JSON.stringify(sorted(folded)) !== JSON.stringify(sorted(stored))) {
      broken.push(`saga ${row.saga_uuid} is not the fold of its stream`);
    }
  }
  for (const { order_uuid, version } of orders.rows) {
    const stream = byUuid.get(order_uuid) ?? [];
    if (stream.length !== version) broken.push(`order ${order_uuid} is not at its stream's end`);
    if (stream.some((event) => isSagaEvent(event))) broken.push(`order ${order_uuid} is mixed up`);
  }
  broken.push(...(await findBrokenChain(pool)));
  return {
    broken,
    sagas: sagas.rows.length,
    events: decoded.length,
    lateEvents: decoded.filter(({ type }) => type === "LateOutcomeObserved").length,
    sagaJobs: jobs.rows[0]?.n ?? 0,
  };
}

async function findBrokenChain(pool: Pool): Promise<string[]> {
  const client = new pg.Client(pool.options);
  await client.connect();
  try {
    const found = await chainIsUnbroken.run({ client, appRole: "", sandbox: null });
    return found.status === "broken" ? [found.offender] : [];
  } finally {
    await client.end();
  }
}

/** The fold knows an event and its moment; where it stands in the store is not its business. */
function withoutPosition({
  id: _id,
  version: _version,
  metadata: _metadata,
  ...event
}: DecodedEvent) {
  return event;
}

/** The same value with its keys in one order, so that two of them compare as text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
