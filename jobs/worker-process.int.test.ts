import { createServer, connect as dial } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkWorld } from "#server/fulfillment/testing/check-world";
import { type ChildWorker, startChildWorker } from "#server/fulfillment/testing/child-worker";
import { givenSandboxPartners } from "#server/fulfillment/testing/given-sandbox-partners";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";

let world: GivenWorld;
let sandbox: Awaited<ReturnType<typeof givenSandboxPartners>>;
let children: ChildWorker[];
beforeEach(async () => {
  world = await givenWorld();
  sandbox = await givenSandboxPartners(world);
  children = [];
});
afterEach(async () => {
  await Promise.all(children.map((child) => child.end("SIGKILL")));
  await sandbox.close();
  await world.close();
});

async function startWorker(): Promise<ChildWorker> {
  const child = await startChildWorker(sandbox.workerEnv());
  children.push(child);
  return child;
}

const EFFECTS = ["created", "purchased", "reserved", "sent"];

/** Per order: its effects, sorted, with the count of any that happened more than once. */
async function effectsByOrder(): Promise<Map<string, string[]>> {
  const effects = Map.groupBy(await sandbox.ledger(), ({ orderNumber }) => orderNumber);
  return new Map(
    [...effects].map(([number, entries]) => [
      number,
      entries.map(({ effect }) => effect).toSorted(),
    ]),
  );
}

test("a worker process that is killed while the partners work loses nothing and doubles nothing", async () => {
  await sandbox.script({
    partner: "inventory",
    operation: "create",
    behaviour: "latency",
    ms: 30_000,
    times: 10,
  });
  await sandbox.script({
    partner: "carrier",
    operation: "label",
    behaviour: "drop_after",
    times: 5,
  });
  const orders = await Promise.all(Array.from({ length: 20 }, () => world.place()));
  const first = await startWorker();
  await expect
    .poll(async () => {
      const { rows } = await world.pool.query<{ n: number }>(
        "select count(*)::int n from order_fulfillment_sagas where state <> 'PENDING_PRESCRIPTION'",
      );
      return rows[0]?.n;
    })
    .toBe(20);
  await first.end("SIGKILL");
  await sandbox.scriptsEnd();

  await startWorker();
  await world.expireLeases();
  await world.settle({ timeoutMs: 20_000 });
  const effects = await effectsByOrder();
  for (const { sagaUuid, orderNumber } of orders) {
    expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
    expect(new Set(effects.get(orderNumber))).toEqual(new Set(EFFECTS));
  }
  expect(await sandbox.violations()).toMatchObject({ invariantViolations: 0 });
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
});

test("a worker process that is told to stop ends well and leaves nothing leased", async () => {
  await Promise.all(Array.from({ length: 30 }, () => world.place()));
  const first = await startWorker();
  const { code } = await first.end("SIGTERM");
  expect({ code, output: code === 0 ? "" : first.output() }).toEqual({ code: 0, output: "" });
  const { rows } = await world.pool.query<{ n: number }>(
    "select count(*)::int n from pgboss.job where state = 'active' or start_after > now()",
  );
  expect(rows).toEqual([{ n: 0 }]);
  await startWorker();
  await world.settle({ timeoutMs: 20_000 });
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], lateEvents: 0, sagas: 30 });
});

/** The database behind a door of its own, which is opened later. */
async function givenLateDatabase() {
  const server = createServer((client) => {
    const { hostname, port } = new URL(world.database.url);
    const upstream = dial(Number(port), hostname);
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) socket.on("error", () => socket.destroy());
  });
  const port = await freePort();
  const url = new URL(world.database.url);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return {
    env: { ...sandbox.workerEnv(), DATABASE_URL: url.href },
    open: () => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve)),
    close: () => server.close(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("Bug: no TCP port");
  return address.port;
}

test("a worker that is started before its database waits for it", async () => {
  const database = await givenLateDatabase();
  const child = await startChildWorker(database.env, "worker.awaits_database");
  children.push(child);
  const { sagaUuid } = await world.place();
  await database.open();
  await expect
    .poll(async () => (await world.saga(sagaUuid)).position, { timeout: 20_000 })
    .toBe("COMPLETED");
  expect(child.process.exitCode).toBeNull();
  await child.end("SIGKILL");
  database.close();
});

test("a worker that is told to stop while it still waits for its database ends well", async () => {
  const database = await givenLateDatabase();
  const child = await startChildWorker(database.env, "worker.awaits_database");
  children.push(child);
  expect(await child.end("SIGTERM")).toEqual({ code: 0 });
});

test("a worker that was stopped in the middle of a call and comes back late changes nothing", async () => {
  await sandbox.script({
    partner: "inventory",
    operation: "create",
    behaviour: "latency",
    ms: 3_000,
    times: 5,
  });
  const orders = await Promise.all(Array.from({ length: 5 }, () => world.place()));
  const zombie = await startWorker();
  const atInventory = async () => {
    const sagas = await Promise.all(orders.map(({ sagaUuid }) => world.saga(sagaUuid)));
    return sagas.filter(({ position }) => position === "PENDING_INVENTORY_RESERVATION").length;
  };
  await expect.poll(atInventory, { timeout: 10_000 }).toBe(5);
  zombie.process.kill("SIGSTOP");
  await sandbox.scriptsEnd();
  await startWorker();
  await world.expireLeases();
  await world.settle({ timeoutMs: 20_000 });
  const before = await Promise.all(orders.map(({ sagaUuid }) => world.saga(sagaUuid)));
  zombie.process.kill("SIGCONT");
  // It hears its answers now, and learns that its dispatches are over.
  await expect
    .poll(async () => (await checkWorld(world.pool)).lateEvents, { timeout: 20_000 })
    .toBe(5);
  const after = await Promise.all(orders.map(({ sagaUuid }) => world.saga(sagaUuid)));
  for (const [index, saga] of after.entries()) {
    const { version: _v, updatedAt: _u, ...same } = saga;
    expect(before[index]).toMatchObject(same);
    expect(saga.position).toBe("COMPLETED");
  }
  const effects = await effectsByOrder();
  for (const { orderNumber } of orders) {
    expect(effects.get(orderNumber)).toEqual(EFFECTS);
  }
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
});
