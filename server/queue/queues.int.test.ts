import type { ClientBase, Pool } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { newUuid } from "#server/ids";
import { fetchJobs } from "./fetch-jobs.ts";
import { installQueues } from "./install-queues.ts";
import { listen } from "./listen.ts";
import { QUEUE_JOBS, queueJobsValues } from "./queue-jobs.ts";
import { deadLetterOf, QUEUES, type Queue } from "./queues.ts";
import { releaseJob } from "./release-job.ts";

let world: GivenWorld;
/** Inside one transaction there is one moment: what differs then is no clock. */
async function withTransaction(pool: Pool, use: (client: ClientBase) => Promise<void>) {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await use(client);
  } finally {
    await client.query("rollback");
    client.release();
  }
}

beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

describe("the queues", () => {
  test("are all there, each with its dead letters", async () => {
    const names = (await world.boss.getQueues()).map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set(QUEUES.flatMap((q) => [q, deadLetterOf(q)])));
  });

  test("may be installed again over jobs that wait", async () => {
    await world.place();
    await installQueues(world.database.adminUrl);
    const { rows } = await world.pool.query("select name from pgboss.job");
    expect(rows).toEqual([{ name: "create-prescription" }]);
  });

  test("keep what waits for a partner that is away for a month", async () => {
    await world.place();
    await world.pool.query(
      "update pgboss.job set created_on = created_on - $1::interval, keep_until = keep_until - $1::interval",
      ["30 days"],
    );
    await world.boss.supervise("create-prescription");
    const { rows } = await world.pool.query("select name from pgboss.job");
    expect(rows).toEqual([{ name: "create-prescription" }]);
  });
});

test("no job is checked against the table of queues at COMMIT, as our own statement does it before", async () => {
  const { rows } = await world.pool.query(
    `select conname, conenforced from pg_constraint
     where conrelid = 'pgboss.job_common'::regclass and contype = 'f' order by conname`,
  );
  expect(rows).toEqual([
    { conname: "dlq_fkey", conenforced: false },
    { conname: "q_fkey", conenforced: false },
  ]);
  // Of a queue that there is not, it makes no job.
  const unknown = { queue: "no-such-queue" as Queue, id: newUuid(), data: {} };
  await world.pool.query(QUEUE_JOBS, queueJobsValues([unknown]));
  const { rowCount } = await world.pool.query("select from pgboss.job where id = $1", [unknown.id]);
  expect(rowCount).toBe(0);
});

describe("a job that is given back", () => {
  const queue = "create-prescription";
  const net = { startAfter: 60, data: { sagaUuid: newUuid(), dispatch: 1, holder: 7 } };

  test("is due at once, and known as never called for", async () => {
    const jobId = newUuid();
    await world.boss.insert(queue, [{ ...net, id: jobId }]);
    expect(await world.boss.fetch(queue)).toEqual([]);
    await releaseJob(world.pool, { queue, jobId }, { fetched: false, redelivered: false });
    expect(await world.boss.fetch(queue)).toMatchObject([
      { id: jobId, retryCount: 0, data: { ...net.data, holder: null } },
    ]);
  });

  test("by the one who fetched it is fetched again as if for the first time", async () => {
    const jobId = newUuid();
    await world.boss.insert(queue, [{ id: jobId, data: { ...net.data, holder: null } }]);
    await world.boss.fetch(queue);
    await releaseJob(world.pool, { queue, jobId }, { fetched: true, redelivered: false });
    expect(await world.boss.fetch(queue)).toMatchObject([
      { id: jobId, retryCount: 0, data: { holder: null } },
    ]);
  });

  test("stays redelivered if it was", async () => {
    const jobId = newUuid();
    await world.boss.insert(queue, [{ id: jobId, data: net.data }]);
    await world.boss.fetch(queue);
    await releaseJob(world.pool, { queue, jobId }, { fetched: true, redelivered: true });
    expect(await world.boss.fetch(queue)).toMatchObject([{ id: jobId, data: { holder: 7 } }]);
  });

  test("but was fetched by somebody else meanwhile is left to them", async () => {
    const jobId = newUuid();
    await world.boss.insert(queue, [{ id: jobId, data: net.data }]);
    await world.boss.fetch(queue);
    await releaseJob(world.pool, { queue, jobId }, { fetched: false, redelivered: false });
    expect(await world.boss.fetch(queue)).toEqual([]);
  });
});

test("a net that nobody has fetched counts as called for by whoever was handed its work", async () => {
  const queue = "reserve-inventory";
  const [handed, queued] = [newUuid(), newUuid()];
  const data = { sagaUuid: newUuid(), dispatch: 2 };
  await world.boss.insert(queue, [
    { id: handed, data: { ...data, holder: 7 } },
    { id: queued, data: { ...data, holder: null } },
  ]);
  const fetched = await fetchJobs(world.pool, queue, { worker: 8, count: 2 });
  expect(new Map(fetched.map(({ id, redelivered }) => [id, redelivered]))).toEqual(
    new Map([
      [handed, true],
      [queued, false],
    ]),
  );
});

describe("our own statements leave the rows that pg-boss' own would", () => {
  const withoutIds = (row: Record<string, unknown>) => ({ ...row, id: null });
  const rowsOf = async (client: ClientBase, ids: string[]) => {
    const { rows } = await client.query<Record<string, unknown>>(
      "select * from pgboss.job where id = any($1::uuid[]) order by array_position($1::uuid[], id)",
      [ids],
    );
    return rows.map(withoutIds);
  };

  test.each([
    ["at once", {}],
    ["after some seconds", { startAfter: 15.5 }],
    ["at an instant", { startAfter: new Date("2031-01-02T03:04:05.678Z") }],
  ])("when jobs are queued to be due %s", async (_, due) => {
    const job = { data: { sagaUuid: newUuid(), dispatch: 3, holder: null }, ...due };
    await withTransaction(world.pool, async (client) => {
      for (const queue of QUEUES) {
        const [theirs, ours] = [newUuid(), newUuid()];
        const executeSql = (text: string, values?: unknown[]) => client.query(text, values);
        await world.boss.insert(queue, [{ id: theirs, ...job }], { db: { executeSql } });
        await client.query(QUEUE_JOBS, queueJobsValues([{ queue, id: ours, ...job }]));
        const [expected, found] = await rowsOf(client, [theirs, ours]);
        expect(found).toEqual(expected);
      }
    });
  });

  test("when a job is fetched, for the first time and again, but for who has it", async () => {
    const queue = "create-prescription";
    const data = { sagaUuid: newUuid(), dispatch: 3, holder: null };
    const [theirs, ours] = [newUuid(), newUuid()];
    const startAfter = new Date("2031-01-02T03:04:05.678Z");
    await withTransaction(world.pool, async (client) => {
      const executeSql = (text: string, values?: unknown[]) => client.query(text, values);
      const jobs = [theirs, ours].map((id) => ({ id, data, startAfter }));
      await world.boss.insert(queue, jobs, { db: { executeSql } });
      const makeDue = (id: string) =>
        client.query("update pgboss.job set state = $2, start_after = now() where id = $1", [
          id,
          state,
        ]);
      let state = "created";
      for (const redelivered of [false, true]) {
        await makeDue(theirs);
        await world.boss.fetch(queue, { db: { executeSql } });
        await makeDue(ours);
        const fetched = await fetchJobs(client, queue, { worker: 7, count: 5 });
        expect(fetched).toMatchObject([{ id: ours, redelivered }]);
        const [expected, found] = await rowsOf(client, [theirs, ours]);
        expect(found).toEqual({ ...expected, data: { ...data, holder: 7 } });
        state = "retry";
      }
    });
  });
});

test("a listener hears again after its connection was cut, and says that it may have missed something", async () => {
  const heard: string[] = [];
  const errors: Error[] = [];
  let connects = 0;
  const listener = await listen({
    databaseUrl: world.database.url,
    channel: "Test Channel",
    onNotification: (payload) => heard.push(payload),
    onConnect: () => {
      connects += 1;
    },
    onError: (error) => errors.push(error),
  });
  const say = (word: string) => world.pool.query("select pg_notify('Test Channel', $1)", [word]);
  await say("first");
  await expect.poll(() => heard).toEqual(["first"]);
  await world.terminateSessions("backstitch-listen");
  await expect.poll(() => connects, { timeout: 5_000 }).toBe(2);
  await say("second");
  await expect.poll(() => heard).toEqual(["first", "second"]);
  expect(errors).toHaveLength(1);
  await listener.close();
});
