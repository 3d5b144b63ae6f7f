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
