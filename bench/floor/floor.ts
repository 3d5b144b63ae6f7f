import pg from "pg";
import type { BenchDatabase } from "../cluster.ts";
import type { Life, Lives, Stage } from "./lives.ts";

const SAGAS_A_TRANSACTION = 100;

/*
 * The recipe of the floor: what Postgres needs for the bare rows. The sagas of a
 * backlog are led through the lives that the engine has lived, a hundred in a
 * transaction, each stage with one update of their rows and one insert of its
 * events, all made inside the server out of a few parameters. No job rows, no
 * locks, no chain, no decision, no partner.
 */
const MOVE = `
  update order_fulfillment_sagas g
  set state = $2, version = version + $3, revision = revision + 1, dispatch = dispatch + 1,
    step = $4::text, direction = $5, next_attempt_at = case when $4::text is null then null else now() end,
    lease_until = case when $4::text is null then null else now() end, compensation_stack = $6,
    prescription_reference = $7, inventory_reference = $8, shipment_reference = $9,
    tracking_number = $10, updated_at = now(), completed_at = case when $4::text is null then now() end
  where saga_uuid = any($1::uuid[])`;

const APPEND = `
  insert into event_store (aggregate_uuid, aggregate_type, aggregate_version, event_type,
    event_version, event_data, metadata, occurred_at)
  select case when e.a = 'order' then s.order_uuid else s.saga_uuid end, e.a,
    case when e.a = 'order' then 2 else $2::int + e.k end, e.t, e.v, e.d, $7::jsonb, now()
  from (select saga_uuid, order_uuid from order_fulfillment_sagas
        where saga_uuid = any($1::uuid[])) s,
    unnest($3::text[], $4::text[], $5::int[], $6::jsonb[]) with ordinality e(a, t, v, d, k)`;

type Floor = {
  placed: { completed: string[]; cancelled: string[] };
  lives: Lives;
  /** Connections that share the work. */
  clients: number;
};

/** Leads a backlog's sagas to their ends; answers how long it took. */
export async function runFloor(
  database: BenchDatabase,
  { placed, lives, clients: count }: Floor,
): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: count }, async () => {
      const client = new pg.Client({
        connectionString: database.databaseUrl,
        options: "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off -c jit=off",
      });
      // A statement that fails tells it; a connection that dies fails the next one.
      client.on("error", () => undefined);
      await client.connect();
      return client;
    }),
  );
  const groups = [
    ...grouped(placed.completed).map((sagaUuids) => ({ sagaUuids, life: lives.completed })),
    ...grouped(placed.cancelled).map((sagaUuids) => ({ sagaUuids, life: lives.cancelled })),
  ];
  const startedAtMs = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (let group = groups.pop(); group; group = groups.pop()) await live(client, group);
    }),
  );
  const tookMs = performance.now() - startedAtMs;
  await Promise.all(clients.map((client) => client.end()));
  return tookMs;
}

function grouped(sagaUuids: readonly string[]): string[][] {
  const count = Math.ceil(sagaUuids.length / SAGAS_A_TRANSACTION);
  return Array.from({ length: count }, (_, index) =>
    sagaUuids.slice(index * SAGAS_A_TRANSACTION, (index + 1) * SAGAS_A_TRANSACTION),
  );
}

async function live(
  client: pg.Client,
  { sagaUuids, life }: { sagaUuids: string[]; life: Life },
): Promise<void> {
  await client.query("begin");
  // Placing wrote the first three events of each saga's stream.
  let version = 3;
  for (const [index, stage] of life.stages.entries()) {
    const isLast = index === life.stages.length - 1;
    await client.query({
      name: "move",
      text: MOVE,
      values: moveValues(sagaUuids, life, { stage, isLast }),
    });
    await client.query({
      name: "append",
      text: APPEND,
      values: [
        sagaUuids,
        version,
        stage.events.map(({ aggregate }) => aggregate),
        stage.events.map(({ type }) => type),
        stage.events.map((event) => event.version),
        stage.events.map(({ data }) => JSON.stringify(data)),
        stage.metadata,
      ],
    });
    version += stage.events.length;
  }
  await client.query("commit");
}

function moveValues(
  sagaUuids: string[],
  { row }: Life,
  { stage, isLast }: { stage: Stage; isLast: boolean },
): unknown[] {
  return [
    sagaUuids,
    isLast ? row.state : "PENDING_SHIPMENT",
    stage.events.length,
    isLast ? null : "shipment",
    isLast ? null : "forward",
    JSON.stringify(row.compensation_stack),
    row.prescription_reference,
    row.inventory_reference,
    row.shipment_reference,
    row.tracking_number,
  ];
}
