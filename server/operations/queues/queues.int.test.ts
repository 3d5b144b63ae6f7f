import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client";
import { readQueueStandings } from "#db/queries/queue-health";
import { readStepFigures } from "#db/queries/step-figures";
import * as schema from "#db/schema/index";
import { WORKER_LOCK } from "#db/worker-lock";
import { deadLetterOf, type Queue } from "#server/queue/queues";
import { readPlanNodes, rowsRead } from "#testing/explain-plan";
import { partnerFigures } from "../figures/partner-figures.ts";
import { type ConsoleWorld, made, openConsoleWorld, undone } from "../testing/console-world.ts";
import { queueOfWork } from "./view-queues.ts";

let world: ConsoleWorld;
let owner: pg.Client;
/** A worker as the console sees one: a session of the product's own role. */
let worker: pg.Client;
let pool: pg.Pool;
beforeAll(async () => {
  world = await openConsoleWorld();
  owner = new pg.Client({ connectionString: world.copy.adminUrl });
  worker = new pg.Client({ connectionString: world.copy.url });
  pool = new pg.Pool({ connectionString: world.copy.url, max: 2 });
  pool.on("error", () => undefined);
  await Promise.all([owner.connect(), worker.connect()]);
});
afterAll(async () => {
  await Promise.all([owner.end(), worker.end(), pool.end()]);
  await world.close();
});

const view = () => world.as("dana").queues.list();
const queueOf = async (queue: Queue) =>
  (await view()).groups.flatMap(({ queues }) => queues).find((each) => each.queue === queue);
const insertJobs = (name: string, count: number, start = "now()") =>
  owner.query(
    `insert into pgboss.job_common (id, name, data, state, start_after, created_on, keep_until, policy)
     select gen_random_uuid(), $1, '{}', 'created', ${start}, now(), now() + interval '1 day', 'standard'
     from generate_series(1, $2::int)`,
    [name, count],
  );

test("a worker is seen while it holds its lock; without one the page says so first", async () => {
  expect((await view()).headline).toEqual({
    tone: "act",
    text: "No worker is running. Orders are accepted and wait.",
  });
  await worker.query("select pg_advisory_lock($1, 77)", [WORKER_LOCK]);
  const { workers, headline } = await view();
  expect(workers).toMatchObject([{ number: 77, since: expect.any(String) }]);
  expect(headline.tone).toBe("done");
  await worker.query("select pg_advisory_unlock($1, 77)", [WORKER_LOCK]);
  expect((await view()).workers).toEqual([]);
});

test("an order's job waits in its queue, and leaves it when it is answered", async () => {
  const order = await world.place();
  expect(await queueOf("create-prescription")).toMatchObject({
    title: "Create prescription",
    partner: "ScriptLine",
    waiting: { count: 1, atLeast: false },
    due: { count: 1, atLeast: false },
    oldestDueAt: expect.any(String),
    inWork: 0,
  });
  await world.answer(order, made("scr_1"));
  expect(await queueOf("reserve-inventory")).toMatchObject({ waiting: { count: 1 } });
});

test("work that its worker goes on with counts at the step that it has come to, whatever step its job is of", async () => {
  const order = await world.place();
  await owner.query(
    `update pgboss.job set state = 'active', started_on = now() where data->>'sagaUuid' = $1`,
    [order.sagaUuid],
  );
  expect(await queueOf("create-prescription")).toMatchObject({ inWork: 1 });
  await owner.query(
    `update order_fulfillment_sagas
     set state = 'PENDING_INVENTORY_RESERVATION', step = 'inventory', dispatch = 2, job_dispatch = 1
     where saga_uuid = $1`,
    [order.sagaUuid],
  );
  expect(await queueOf("create-prescription")).toMatchObject({ inWork: 0 });
  expect(await queueOf("reserve-inventory")).toMatchObject({ inWork: 1 });
});

test("what is due later waits and is not due", async () => {
  await insertJobs("void-shipment", 3, "now() + interval '1 hour'");
  expect(await queueOf("void-shipment")).toMatchObject({
    waiting: { count: 3 },
    due: { count: 0 },
    oldestDueAt: null,
  });
});

test("what was given up is counted with its age, and the page says what comes of it", async () => {
  await worker.query("select pg_advisory_lock($1, 78)", [WORKER_LOCK]);
  await insertJobs(deadLetterOf("notify-customer"), 2, "now() - interval '5 minutes'");
  expect(await queueOf("notify-customer")).toMatchObject({
    givenUp: { count: 2 },
    oldestGivenUpAt: expect.any(String),
  });
  expect((await view()).headline).toMatchObject({
    tone: "wait",
    text: expect.stringContaining("given up"),
  });
  await insertJobs("cancel-order", 1, "now() - interval '2 minutes'");
  expect((await view()).headline.text).toContain("in “Cancel order” something that is due waits");
  await worker.query("select pg_advisory_unlock($1, 78)", [WORKER_LOCK]);
});

test("duties are told with what came of them, in the words of each", async () => {
  await owner.query(
    `insert into upkeep_duties (duty, last_run_at, last_mended, total_mended)
     values ('failures', now(), 3, 89), ('reconcile', now(), 0, 0), ('rollups', now(), 0, 0),
       ('sweep', now(), 2, 17)
     on conflict (duty) do update set last_run_at = excluded.last_run_at,
       last_mended = excluded.last_mended, total_mended = excluded.total_mended`,
  );
  expect((await view()).duties).toMatchObject([
    { title: "Groups of failures", outcome: { text: "tries counted: 3", total: 89 } },
    { title: "Comparison", outcome: { text: "nothing to mend", total: 0, isWorthALook: false } },
    { title: "Figures", outcome: null },
    {
      title: "Sweep",
      outcome: { text: "mended 2", total: 17, isWorthALook: true },
      byWorker: null,
    },
  ]);
});

describe("figures of the last hour", () => {
  test("count answers by partner and direction, and how long they took", async () => {
    const before = await partnerFigures(world);
    const doneBefore = (partner: string) =>
      before.figures.find((each) => each.partner === partner && each.direction === "forward")
        ?.done ?? 0;
    const order = await world.place();
    await world.answer(order, made("scr_1"), {
      type: "transient",
      code: "http_503",
    });
    const refused = await world.place();
    await world.answer(refused, made("scr_1"), { type: "rejected", code: "insufficient_stock" });
    await world.answer(refused, undone);
    const { figures, since } = await partnerFigures(world);
    const find = (partner: string, direction: string) =>
      figures.find((each) => each.partner === partner && each.direction === direction);
    expect(find("prescription", "forward")).toMatchObject({
      done: doneBefore("prescription") + 2,
      failed: 0,
      failedPercent: 0,
      p50Ms: expect.any(Number),
    });
    expect(find("inventory", "forward")).toMatchObject({ refused: 1, failed: 1 });
    expect(find("prescription", "undo")).toMatchObject({ done: 1 });
    expect(Date.parse(since ?? "")).toBeLessThanOrEqual(Date.now());
    for (const { p50Ms, p95Ms } of figures) expect(p95Ms ?? 0).toBeGreaterThanOrEqual(p50Ms ?? 0);
    expect((await queueOf("create-prescription"))?.perMinute).toBeGreaterThanOrEqual(2);
  });
});

test("a million jobs cost no more than the bound", async () => {
  const queue = "initiate-shipment";
  await insertJobs(queue, 60_000, "now() - (random() * interval '1 hour')");
  await owner.query("analyze pgboss.job_common");
  expect(await queueOf(queue)).toMatchObject({
    waiting: { count: 10_000, atLeast: true },
    due: { count: 10_000, atLeast: true },
  });
  const others = await owner.query("select from pgboss.job_common where name <> $1", [queue]);
  for (const node of await nodesOf(
    (db) => readQueueStandings(db, [queueOfWork(queue)], 10_001),
    "job_common",
  )) {
    // By the index or, where nearly every job fits, in the table's own order, past the few of the others.
    expect(rowsRead(node)).toBeLessThanOrEqual(10_001 + (others.rowCount ?? 0));
  }
});

test("figures read the end of the store by its key, however long it is", async () => {
  await owner.query(
    `insert into event_store (aggregate_uuid, aggregate_type, aggregate_version, event_type,
       event_version, event_data, metadata, occurred_at)
     select gen_random_uuid(), 'order', 1, 'NoteAdded', 1, '{}', '{}', now() from generate_series(1, 30000)`,
  );
  await owner.query("analyze event_store");
  for (const node of await nodesOf((db) => readStepFigures(db, 5_000), "event_store")) {
    expect(node["Node Type"]).not.toBe("Seq Scan");
    expect(rowsRead(node)).toBeLessThanOrEqual(5_000);
  }
});

/** What each node really read of a table, in all that `work` asks. */
async function nodesOf(work: (db: Db) => Promise<unknown>, table: string) {
  const asked: { text: string; values: unknown[] }[] = [];
  const logger = {
    logQuery: (text: string, values: unknown[]) => void asked.push({ text, values }),
  };
  await work(drizzle(pool, { schema, logger }));
  const plans = asked.map(({ text, values }) =>
    owner.query(`explain (analyze, format json) ${text}`, values),
  );
  const nodes = (await Promise.all(plans)).flatMap(({ rows }) => readPlanNodes(rows));
  const own = nodes.filter((node) => node["Relation Name"] === table);
  expect(own.length).toBeGreaterThan(0);
  return own;
}
