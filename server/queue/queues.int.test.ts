import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { newUuid } from "#server/ids";
import { installQueues } from "./install-queues.ts";
import { listen } from "./listen.ts";
import { deadLetterOf, QUEUES } from "./queues.ts";
import { releaseJob } from "./release-job.ts";

let world: GivenWorld;
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
