import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BY_KEY } from "#db/by-key";
import { withClient } from "#scripts/postgres/prepare-database";
import { newUuid } from "#server/ids";
import { FETCH_JOBS } from "#server/queue/fetch-jobs";
import { REMOVE_JOBS, removeJobsValues } from "#server/queue/queue-jobs";
import type { Saga } from "#server/saga/types";
import { readPlanNodes, rowsRead } from "#testing/explain-plan";
import { FETCH_SAGA_JOBS } from "./fetch-saga-jobs.ts";
import { loadSagas } from "./load-sagas.ts";
import type { NewOrder, NoteSubmission, NoticeSubmission } from "./submissions.ts";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";
import { newOrder, placing } from "./testing/new-order.ts";
import { answering, asking } from "./testing/outcomes.ts";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

const TABLES = [
  "order_fulfillment_sagas",
  "orders",
  "idempotency_keys",
  "operator_actions",
  "event_store",
  "event_chain",
  "notes",
];

/** How often each table was read from end to end; a session's counts are certain once it has ended. */
async function scansOf(): Promise<Record<string, number>> {
  await expect
    .poll(async () => {
      const { rows } = await world.pool.query<{ n: number }>(
        `select count(*)::int n from pg_stat_activity where datname = current_database()
         and backend_type = 'client backend' and pid <> all($1)`,
        [keptOpen],
      );
      return rows[0]?.n;
    })
    .toBe(0);
  const { rows } = await world.pool.query<{ relname: string; seq_scan: number }>(
    `select relname, seq_scan::int from pg_stat_user_tables where relname = any($1)`,
    [TABLES],
  );
  return Object.fromEntries(rows.map((row) => [row.relname, row.seq_scan]));
}

/** The sessions of the given world, which do not touch these tables here. */
let keptOpen: number[] = [];

/** The sagas of these orders, read on a session that has ended by the time this resolves. */
async function readSagas(orders: readonly NewOrder[]): Promise<Saga[]> {
  const pool = new pg.Pool({ connectionString: world.database.url, max: 1 });
  const sagas = await loadSagas(
    pool,
    orders.map(({ sagaUuid }) => sagaUuid),
  );
  await pool.end();
  return [...sagas.values()].flatMap((found) => (found.type === "saga" ? [found.saga] : []));
}

/** Twenty thousand ended orders, each a copy of one that was really placed, under ids of its own. */
async function givenHistory(model: NewOrder): Promise<void> {
  await withClient(world.database.adminUrl, async (client) => {
    const copy = async (table: string, changes: Record<string, string>, where: string) => {
      const { rows } = await client.query<{ column_name: string }>(
        `select column_name from information_schema.columns
         where table_name = $1 and is_identity = 'NO' and is_generated = 'NEVER'
         order by ordinal_position`,
        [table],
      );
      const names = rows.map((row) => row.column_name);
      await client.query(
        `insert into ${table} (${names.join(", ")})
         select ${names.map((name) => changes[name] ?? name).join(", ")}
         from ${table}, generate_series(1, 20000) n where ${where}`,
      );
    };
    const uuid = (prefix: string) =>
      `('${prefix}0000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid`;
    const ofModel = `order_uuid = '${model.orderUuid}'`;
    await copy(
      "orders",
      { order_uuid: uuid("1"), order_number: "'RX-' || n", external_order_id: "'old-' || n" },
      ofModel,
    );
    await copy(
      "order_fulfillment_sagas",
      {
        order_uuid: uuid("1"),
        saga_uuid: uuid("2"),
        state: "'COMPLETED'",
        step: "null",
        direction: "null",
        next_attempt_at: "null",
        lease_until: "null",
      },
      ofModel,
    );
    await copy("idempotency_keys", { order_uuid: uuid("1"), key: "'old-' || n" }, ofModel);
    // Far behind the events to come, so that each of them looks for the last of these.
    await client.query(
      `insert into event_chain (last_id, first_id, event_count, digest, hash)
       select 1e9 + n, 1e9 + n, 1, sha256(''), sha256('') from generate_series(1, 20000) n`,
    );
    await client.query("analyze");
  });
}

async function sessions(): Promise<number[]> {
  const { rows } = await world.pool.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = current_database()",
  );
  return rows.map(({ pid }) => pid);
}

/** The customer was told: what a worker submits for an order's message. */
const telling = ({ orderUuid }: Saga): NoticeSubmission => ({
  type: "notice",
  orderUuid,
  kind: "shipped",
  attempt: 0,
  doubted: false,
  reply: { type: "sent" },
  ticket: { queue: "notify-customer", jobId: newUuid() },
});

const noting = ({ sagaUuid }: Saga): NoteSubmission => ({
  type: "note",
  sagaUuid,
  noteId: newUuid(),
  version: 1,
  actorId: "account-1",
  text: "The customer called.",
});

test("the committer finds its rows by index alone, on plans made while the tables were empty and with 20,000 sagas", async () => {
  const { committer } = world;
  const work = async () => {
    const orders = Array.from({ length: 60 }, () => newOrder());
    await Promise.all(orders.map((order) => committer.submit(placing(order))));
    const [first = newOrder()] = orders;
    const { externalOrderId } = first;
    await committer.submit(placing(newOrder({ externalOrderId }), { key: newUuid() }));
    await committer.submit(placing(first));
    const sagas = await readSagas(orders);
    await Promise.all(sagas.map((saga) => committer.submit(answering(saga))));
    await Promise.all(sagas.map((saga) => committer.submit(telling(saga))));
    await Promise.all(sagas.map((saga) => committer.submit(asking(saga, { type: "hold" }))));
    await Promise.all(sagas.map((saga) => committer.submit(noting(saga))));
    return first;
  };

  const model = await work();
  keptOpen = await sessions();
  // A prepared statement may keep its plan from its sixth run on: reach that while the tables are small.
  for (const _ of Array.from({ length: 6 })) await work();
  await givenHistory(model);
  const before = await scansOf();
  for (const _ of Array.from({ length: 3 })) await work();
  await committer.close();
  await expect.poll(async () => (await sessions()).length).toBeLessThan(keptOpen.length);
  expect(await scansOf()).toEqual(before);
});

describe("a queue whose statements were planned while it was all but empty", () => {
  const queue = "create-prescription";
  const JOBS = 5_000;
  let client: pg.Client;

  beforeEach(async () => {
    client = new pg.Client({ connectionString: world.database.url, options: BY_KEY });
    await client.connect();
    await client.query(`prepare remove_jobs(text) as ${REMOVE_JOBS}`);
    await client.query(`prepare fetch_jobs(text, int, int) as ${FETCH_JOBS}`);
    await client.query(`prepare fetch_saga_jobs(text, int, int) as ${FETCH_SAGA_JOBS}`);
    const queueMore = (count: number) =>
      client.query(
        `insert into pgboss.job_common (id, name, data)
         select gen_random_uuid(), $1, '{}' from generate_series(1, $2)`,
        [queue, count],
      );
    // As it is after a rush: emptied and known to be, its indexes still large, with a few jobs again.
    await queueMore(20_000);
    await client.query("delete from pgboss.job_common");
    await withClient(world.database.adminUrl, (admin) =>
      admin.query("vacuum analyze pgboss.job_common"),
    );
    await queueMore(100);
    // Planned here, and kept.
    await client.query("execute remove_jobs('')");
    await client.query(`execute fetch_jobs('${queue}', 1, 7)`);
    await client.query(`execute fetch_saga_jobs('${queue}', 1, 7)`);
    await queueMore(JOBS);
  });
  afterEach(() => client.end());

  /** The most rows that one node of the plan looked at. */
  const mostRead = async (execute: string) => {
    const { rows } = await client.query(`explain (analyze, format json) execute ${execute}`);
    return Math.max(...readPlanNodes(rows).map(rowsRead));
  };

  test("removes a hundred jobs by looking at a hundred", async () => {
    const { rows } = await client.query<{ id: string }>("select id from pgboss.job limit 100");
    const [packed] = removeJobsValues(new Map([[queue, new Set(rows.map(({ id }) => id))]]));
    const removing = `remove_jobs(${pg.escapeLiteral(packed)})`;
    expect(await mostRead(removing)).toBe(100);
    const { rows: left } = await client.query("select count(*)::int n from pgboss.job");
    expect(left).toEqual([{ n: JOBS }]);
  });

  test("fetches a hundred jobs by looking at a hundred", async () => {
    expect(await mostRead(`fetch_jobs('${queue}', 100, 7)`)).toBe(100);
  });

  test("fetches a hundred with their sagas and orders by looking at a hundred of each", async () => {
    await givenHistory(await world.place());
    await client.query(
      `update pgboss.job_common j set data = jsonb_build_object('sagaUuid', g.saga_uuid)
       from (select ctid, row_number() over () n from pgboss.job_common) k
       join (select saga_uuid, row_number() over () n from order_fulfillment_sagas) g using (n)
       where j.ctid = k.ctid`,
    );
    expect(await mostRead(`fetch_saga_jobs('${queue}', 100, 7)`)).toBe(100);
  });
});
