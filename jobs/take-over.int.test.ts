import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WORKER_LOCK } from "#db/worker-lock";
import { withClient } from "#scripts/postgres/prepare-database";
import { checkWorld, readStream } from "#server/fulfillment/testing/check-world";
import { openCutProxy } from "#server/fulfillment/testing/cut-proxy";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { waitingForRows } from "#server/fulfillment/testing/held-rows";
import { TakeOver } from "./take-over.ts";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

test("what a killed worker had fetched and had been handed goes on in another within seconds", async () => {
  // Half of the orders hang in their first call, which was fetched, half in a step that was handed over.
  let calls = 0;
  world.partners.onCall = (job) => {
    calls += 1;
    if (job === "reserve-inventory") return { type: "hangs", acts: true };
    return calls % 2 === 0 ? { type: "hangs", acts: false } : undefined;
  };
  const { kill } = await world.startMortalWorker();
  const orders = await Promise.all(Array.from({ length: 12 }, () => world.place()));
  await expect.poll(() => world.partners.calls.length).toBeGreaterThan(12);
  await kill();
  world.partners.onCall = () => undefined;
  const killedMs = performance.now();
  await world.startWorker();

  await world.settle({ timeoutMs: 10_000, notices: false });
  // Leases are 15 s: only a take-over can have been this quick.
  expect(performance.now() - killedMs).toBeLessThan(8_000);
  // The world is looked at once nothing moves in it any more, messages included.
  await world.settle();
  for (const { sagaUuid } of orders) {
    expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
  }
  expect(world.partners.madeTwice()).toEqual([]);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
});

test("the work of a worker that is alive is not taken from it when another dies", async () => {
  const gate = Promise.withResolvers<void>();
  world.partners.onCall = () => ({ type: "hangs", acts: false });
  const { kill } = await world.startMortalWorker();
  const lost = await world.place();
  await expect.poll(() => world.partners.callsOf(lost.sagaUuid).length).toBe(1);
  await kill();

  world.partners.onCall = () => ({ type: "waits", until: gate.promise });
  await world.startWorker();
  const kept = await world.place();
  await expect.poll(() => world.partners.callsOf(kept.sagaUuid).length).toBe(1);
  await expect
    .poll(() => world.logged.some((line) => line.includes("worker.took_over")), { timeout: 10_000 })
    .toBe(true);
  world.partners.onCall = () => undefined;
  gate.resolve();
  await world.settle({ notices: false });

  const unknown = async (sagaUuid: string) => {
    const stream = await readStream(world.pool, sagaUuid);
    return stream.filter(({ type }) => type === "StepOutcomeUnknown").length;
  };
  expect([await unknown(lost.sagaUuid), await unknown(kept.sagaUuid)]).toEqual([1, 0]);
});

const isDone = (sagaUuid: string) => async () =>
  (await world.saga(sagaUuid)).position === "COMPLETED";
// Leases are 15 s and a fetched job's time is 30 s: only a take-over can be this quick.
const SOON = { timeout: 9_000 };

test("what somebody fetched who died before it was written down goes on in another", async () => {
  const { sagaUuid } = await world.place();
  expect(await world.boss.fetch("create-prescription", { batchSize: 5 })).toHaveLength(1);
  await world.startWorker();
  await expect.poll(isDone(sagaUuid), SOON).toBe(true);
});

test("what a worker was handed in a commit of whose end it never heard goes on", async () => {
  const proxy = await openCutProxy(world.database.url);
  let isCut = false;
  world.partners.onCall = (job) => {
    if (job === "create-prescription") {
      void proxy.spring({ on: "commit_done", skip: 0, by: "sever" }).then(() => {
        isCut = true;
      });
    }
    return undefined;
  };
  await world.startWorker({ databaseUrl: proxy.url });
  const { sagaUuid } = await world.place();
  await expect.poll(() => isCut, SOON).toBe(true);
  await expect.poll(isDone(sagaUuid), SOON).toBe(true);
  expect(world.partners.madeTwice()).toEqual([]);
});

test("what a worker holds that died while it was thought to be gone already goes on in another", async () => {
  world.partners.onCall = () => ({ type: "hangs", acts: true });
  const { kill } = await world.startMortalWorker();
  await world.terminateSessions("backstitch-worker-alive");
  const { sagaUuid } = await world.place();
  await expect.poll(() => world.partners.callsOf(sagaUuid).length).toBe(1);
  await kill();
  world.partners.onCall = () => undefined;
  await world.startWorker();
  await expect.poll(isDone(sagaUuid), SOON).toBe(true);
});

test("a circuit whose probe died with its worker is tried by another at once", async () => {
  await world.pool.query(
    `update partner_status
     set circuit_cause = 'failing', circuit_code = 'timeout', opened_at = now(), probe_at = now(),
       probed_by = 12345, probe_until = now() + interval '20 seconds'
     where partner = 'prescription' and direction = 'forward'`,
  );
  const { sagaUuid } = await world.place();
  await world.startWorker();
  await expect.poll(isDone(sagaUuid), SOON).toBe(true);
});

test("what a living worker is at is not taken from it, however long it takes", async () => {
  const gate = Promise.withResolvers<void>();
  world.partners.onCall = () => ({ type: "waits", until: gate.promise });
  await world.startWorker();
  const { sagaUuid } = await world.place();
  await expect.poll(() => world.partners.callsOf(sagaUuid).length).toBe(1);
  // Two looks through everything, by their interval of three seconds.
  const since = performance.now();
  await expect.poll(() => performance.now() - since, { timeout: 10_000 }).toBeGreaterThan(7_500);
  world.partners.onCall = () => undefined;
  gate.resolve();
  await world.settle();
  const stream = await readStream(world.pool, sagaUuid);
  expect(stream.map(({ type }) => type)).not.toContain("StepOutcomeUnknown");
  expect(world.partners.callsOf(sagaUuid)).toHaveLength(3);
}, 30_000);

test("a worker that stops lets its look at the others' work end before the database is closed", async () => {
  const takeOver = new TakeOver({
    pool: world.pool,
    boss: world.boss,
    worker: 1,
    inHand: () => [],
    onTaken: () => undefined,
    log: world.log,
  });
  await withClient(world.database.adminUrl, async (other) => {
    // A worker of this number is alive, and the look is held up in the middle.
    await other.query("select pg_advisory_lock($1, 1)", [WORKER_LOCK]);
    await other.query("begin");
    await other.query("lock table partner_status in access exclusive mode");
    takeOver.start();
    await expect.poll(() => waitingForRows(world.pool)).toBe(1);
    const stopped = takeOver.stop().then(() => "stopped");
    expect(await Promise.race([stopped, setImmediate("still looking")])).toBe("still looking");
    await other.query("commit");
    expect(await stopped).toBe("stopped");
  });
});
