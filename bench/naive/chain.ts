import type pg from "pg";
import type { Job, PgBoss } from "pg-boss";
import type { Desk } from "../engine/partners.ts";
import { type Move, moveOf, type NaiveStep } from "./moves.ts";

export type NaiveJob = { sagaUuid: string };

/*
 * The recipe of the naive chain, which is what good teams write on pg-boss: a
 * queue a step, and for each job one call and one transaction that locks the
 * saga's row, moves it, appends the events and queues the next step. pg-boss
 * then completes the batch. Tuned: batches of 100, four workers a queue, the
 * shortest poll there is, the jobs of a batch side by side, and every statement
 * prepared.
 */
const NAIVE_TUNING = {
  batchSize: 100,
  localConcurrency: 4,
  pollingIntervalSeconds: 0.5,
} as const;

const NAIVE_QUEUES: readonly NaiveStep[] = [
  "create-prescription",
  "reserve-inventory",
  "initiate-shipment",
  "release-inventory",
  "cancel-prescription",
  "cancel-order",
];

export async function runChain(boss: PgBoss, pool: pg.Pool, desk: Desk): Promise<void> {
  for (const queue of NAIVE_QUEUES) {
    await boss.work<NaiveJob>(queue, NAIVE_TUNING, async (jobs) => {
      await Promise.all(jobs.map((job) => runJob({ boss, pool, desk }, queue, job)));
    });
  }
}

const names = new Map<string, string>();

/** The same text gets the same name, so that it is planned once a connection. */
function prepared(text: string, values: unknown[] = []): pg.QueryConfig {
  const name = names.get(text) ?? `naive-${names.size}`;
  names.set(text, name);
  return { name, text, values };
}

type Chain = { boss: PgBoss; pool: pg.Pool; desk: Desk };

async function runJob(
  { boss, pool, desk }: Chain,
  step: NaiveStep,
  { id, data: { sagaUuid } }: Job<NaiveJob>,
): Promise<void> {
  const { rows } = await pool.query<{ service: string }>(
    prepared(
      `select shipping_service service from orders join order_fulfillment_sagas using (order_uuid)
       where saga_uuid = $1`,
      [sagaUuid],
    ),
  );
  const reply =
    step === "cancel-order"
      ? ({ type: "succeeded", reference: null } as const)
      : await desk.act(step, sagaUuid, rows[0]?.service ?? "");
  const isRefused = reply.type === "rejected";
  const reference = reply.type === "succeeded" ? reply.reference : null;
  const move = moveOf(step, { isRefused, reference });
  await inTransaction(pool, async (client) => {
    await apply(client, sagaUuid, id, move, reference);
    if (move.next === null) return;
    const executeSql = (text: string, values?: unknown[]) => client.query(prepared(text, values));
    await boss.send(move.next, { sagaUuid }, { db: { executeSql } });
  });
}

async function apply(
  client: pg.PoolClient,
  sagaUuid: string,
  jobId: string,
  move: Move,
  reference: string | null,
): Promise<void> {
  const run = <R extends pg.QueryResultRow>(text: string, values: unknown[]) =>
    client.query<R>(prepared(text, values));
  const { rows } = await run<{ version: number; order_uuid: string }>(
    "select version, order_uuid from order_fulfillment_sagas where saga_uuid = $1 for update",
    [sagaUuid],
  );
  const [saga] = rows;
  if (!saga) throw new Error("Bug: a job without its saga");
  const column = move.column ?? "tracking_number";
  await run(
    `update order_fulfillment_sagas
     set state = $2, version = version + $3, revision = revision + 1, dispatch = dispatch + 1,
       step = $4, direction = $5, next_attempt_at = case when $4::text is null then null else now() end,
       lease_until = case when $4::text is null then null else now() end,
       ${column} = coalesce($6, ${column}), compensation_stack = $7, updated_at = now(),
       completed_at = case when $4::text is null then now() end
     where saga_uuid = $1`,
    [
      sagaUuid,
      move.state,
      move.events.length,
      move.workStep,
      move.direction,
      move.column ? reference : null,
      JSON.stringify(move.stack),
    ],
  );
  await run(
    `insert into event_store (aggregate_uuid, aggregate_type, aggregate_version, event_type,
       event_version, event_data, metadata, occurred_at)
     select $1, 'order_fulfillment_saga', $2::int + k, t, 1, d::jsonb, $5, now()
     from unnest($3::text[], $4::text[]) with ordinality e(t, d, k)`,
    [
      sagaUuid,
      saga.version,
      move.events.map(({ type }) => type),
      move.events.map(({ data }) => JSON.stringify(data)),
      { correlationId: saga.order_uuid, causationId: jobId, actor: { type: "system" } },
    ],
  );
}

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>) {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await work(client);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}
