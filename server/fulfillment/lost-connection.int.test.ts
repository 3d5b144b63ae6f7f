import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkWorld } from "./testing/check-world.ts";
import { openCutProxy } from "./testing/cut-proxy.ts";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";
import { newOrder, placing } from "./testing/new-order.ts";
import { answering } from "./testing/outcomes.ts";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

/** Holds the append lock, so that a commit is surely under way when something is done to it. */
async function holdAppends(): Promise<{ release(): Promise<void> }> {
  const client = new pg.Client({ connectionString: world.database.url });
  await client.connect();
  await client.query("select pg_advisory_lock(7)");
  return { release: () => client.end() };
}

async function waitForBlockedAppend(): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await world.pool.query<{ n: number }>(
        "select count(*)::int n from pg_locks where locktype = 'advisory' and not granted",
      );
      return rows[0]?.n;
    })
    .toBe(1);
}

/** How many transactions have been answered and not been heard of since. */
async function waitingForTheirProcess(): Promise<number | undefined> {
  const { rows } = await world.pool.query<{ n: number }>(
    `select count(*)::int n from pg_stat_activity
     where datname = current_database() and state = 'idle in transaction'`,
  );
  return rows[0]?.n;
}

describe("a connection that dies", () => {
  test("in the middle of a transaction costs nothing: the same batch goes on a new one, once", async () => {
    const appends = await holdAppends();
    const orders = Array.from({ length: 10 }, () => newOrder());
    const submitted = Promise.all(orders.map((order) => world.committer.submit(placing(order))));
    await waitForBlockedAppend();
    expect(await world.terminateSessions("backstitch-committer")).toBe(1);
    await expect.poll(() => world.logged.join("")).toContain("connection_lost");
    await waitForBlockedAppend();
    await appends.release();
    expect((await submitted).map(({ type }) => type)).toEqual(Array(10).fill("placed"));
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagas: 10, sagaJobs: 10 });
  });

  test("while nothing is under way is not noticed by the next submission", async () => {
    await world.place();
    await world.terminateSessions("backstitch-committer");
    await expect.poll(() => world.logged.join("")).toContain("connection_lost");
    const order = newOrder();
    expect(await world.committer.submit(placing(order))).toMatchObject({ type: "placed" });
  });

  test("takes nothing down: its own commit and what waited behind it go on", async () => {
    const appends = await holdAppends();
    const first = world.committer.submit(placing(newOrder()));
    await waitForBlockedAppend();
    await world.terminateSessions("backstitch-committer");
    const next = Array.from({ length: 10 }, () => world.committer.submit(placing(newOrder())));
    await appends.release();
    const receipts = await Promise.all([first, ...next]);
    expect(receipts.map(({ type }) => type)).toEqual(Array(11).fill("placed"));
  });
});

describe("COMMIT", () => {
  test("that never reached the server rejects as unknown, wrote nothing, and may be repeated", async () => {
    const proxy = await openCutProxy(world.database.url);
    const committer = world.openCommitter({ databaseUrl: proxy.url });
    const cut = proxy.cutBeforeNextCommit();
    const order = newOrder();
    await expect(committer.submit(placing(order))).rejects.toMatchObject({
      name: "ConnectionLost",
      committed: "unknown",
    });
    await cut;
    const nothing = { broken: [], sagas: 0, events: 0, sagaJobs: 0 };
    expect(await checkWorld(world.pool)).toMatchObject(nothing);
    expect(await world.committer.submit(placing(order))).toMatchObject({ type: "placed" });
  });

  test("whose acknowledgement was lost placed the order: the retry is answered with it", async () => {
    const proxy = await openCutProxy(world.database.url);
    const committer = world.openCommitter({ databaseUrl: proxy.url });
    const cut = proxy.cutAfterNextCommit();
    const order = newOrder();
    await expect(committer.submit(placing(order))).rejects.toMatchObject({ committed: "unknown" });
    await cut;
    const retry = newOrder({ externalOrderId: order.externalOrderId });
    expect(
      await world.committer.submit(placing(retry, { key: `key-${order.orderUuid}` })),
    ).toMatchObject({ type: "replayed", orderUuid: order.orderUuid });
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagas: 1, sagaJobs: 1 });
  });

  test("whose acknowledgement was lost recorded the outcome: the same one again is late", async () => {
    const saga = await world.saga((await world.place()).sagaUuid);
    const proxy = await openCutProxy(world.database.url);
    const committer = world.openCommitter({ databaseUrl: proxy.url, worker: 1 });
    const cut = proxy.cutAfterNextCommit();
    await expect(committer.submit(answering(saga))).rejects.toMatchObject({
      committed: "unknown",
    });
    await cut;
    expect(await world.committer.submit(answering(saga))).toEqual({ type: "late" });
    expect(await world.saga(saga.sagaUuid)).toMatchObject({ dispatch: 2 });
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 1 });
  });
});

test("a process that is stopped after its last statement holds nobody up, and has committed", async () => {
  const proxy = await openCutProxy(world.database.url);
  const committer = world.openCommitter({ databaseUrl: proxy.url });
  const deaf = proxy.spring({ on: /append-events/, skip: 0, by: "mute" });
  const order = newOrder();
  // It never hears of its end.
  committer.submit(placing(order)).catch(() => undefined);
  await deaf;
  expect(await world.committer.submit(placing(newOrder()))).toMatchObject({ type: "placed" });
  await expect.poll(async () => (await checkWorld(world.pool)).sagas).toBe(2);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 2 });
  await proxy.cut();
});

test("a process that is stopped in the middle of a transaction gives its rows free", async () => {
  const saga = await world.saga((await world.place()).sagaUuid);
  const proxy = await openCutProxy(world.database.url);
  const committer = world.openCommitter({ databaseUrl: proxy.url });
  const deaf = proxy.spring({ on: /lock-sagas/, skip: 0, by: "mute" });
  // It holds the saga's row and never hears that it has it.
  committer.submit(answering(saga)).catch(() => undefined);
  await deaf;
  await expect.poll(waitingForTheirProcess).toBe(1);
  expect(await world.committer.submit(answering(saga))).toMatchObject({ type: "committed" });
  await proxy.cut();
});

test("a database that is away rejects after a few quick tries instead of keeping the caller waiting", async () => {
  const proxy = await openCutProxy(world.database.url);
  await proxy.cut();
  const committer = world.openCommitter({ databaseUrl: proxy.url });
  await expect(committer.submit(placing(newOrder()))).rejects.toMatchObject({ committed: "no" });
});
