import { afterEach, beforeEach, expect, test } from "vitest";
import { WORKER_LOCK } from "#db/worker-lock";
import { withClient } from "#scripts/postgres/prepare-database";
import { fetchSagaJobs } from "#server/fulfillment/fetch-saga-jobs";
import { checkWorld, readStream } from "#server/fulfillment/testing/check-world";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { answering, answeringUnderFirst } from "#server/fulfillment/testing/outcomes";
import type { PartnerJob } from "#server/partners/types";
import type { Outcome } from "#server/saga/types";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

// A fetched job's time is 30 s: only a take-over can be this quick.
const SOON = { timeout: 9_000 };

const isDone = (sagaUuid: string) => async () =>
  (await world.saga(sagaUuid)).position === "COMPLETED";
const unknownAttempts = async (sagaUuid: string) =>
  (await readStream(world.pool, sagaUuid)).filter(({ type }) => type === "StepOutcomeUnknown");
const holdPrescriptions = () =>
  world.pool.query(
    "update partner_status set held_since = now(), held_by = 'account-1' where partner = 'prescription'",
  );
const jobNames = async () => {
  const { rows } = await world.pool.query<{ name: string }>(
    "select name from pgboss.job where name <> 'notify-customer'",
  );
  return rows.map(({ name }) => name);
};
const reached = (sagaUuid: string, calls: number) =>
  expect.poll(() => world.partners.callsOf(sagaUuid).length, SOON).toBe(calls);
const only = (wanted: PartnerJob, reply: { type: "hangs"; acts: boolean }) => (job: PartnerJob) =>
  job === wanted ? reply : undefined;

test("the job that a worker has fetched serves for every step that it goes on with", async () => {
  const gate = Promise.withResolvers<void>();
  world.partners.script("initiate-shipment", null, { type: "waits", until: gate.promise });
  await world.startWorker();
  const { sagaUuid } = await world.place();
  await reached(sagaUuid, 3);
  expect(await jobNames()).toEqual(["create-prescription"]);
  gate.resolve();
  await world.settle();
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], lateEvents: 0, sagaJobs: 0 });
});

test("what a killed worker was at goes on in another at its own step, though the partner of its first is on hold", async () => {
  world.partners.onCall = only("initiate-shipment", { type: "hangs", acts: true });
  const { kill } = await world.startMortalWorker();
  const { sagaUuid } = await world.place();
  await reached(sagaUuid, 3);
  await kill();
  world.partners.onCall = () => undefined;
  await holdPrescriptions();
  await world.startWorker();
  await expect.poll(isDone(sagaUuid), SOON).toBe(true);
  expect(await unknownAttempts(sagaUuid)).toHaveLength(1);
  expect(world.partners.madeTwice()).toEqual([]);
});

test("what a stopping worker gives back goes on at its own step, and nobody has called for it", async () => {
  const gate = Promise.withResolvers<void>();
  world.partners.script("reserve-inventory", null, { type: "waits", until: gate.promise });
  const first = await world.startWorker();
  const { sagaUuid } = await world.place();
  await reached(sagaUuid, 2);
  const stopped = first.stop();
  gate.resolve();
  await stopped;
  expect(await jobNames()).toEqual(["initiate-shipment"]);
  await holdPrescriptions();
  await world.startWorker();
  await expect.poll(isDone(sagaUuid), SOON).toBe(true);
  expect(await unknownAttempts(sagaUuid)).toEqual([]);
  expect(world.partners.callsOf(sagaUuid)).toHaveLength(3);
});

/** To everybody this worker is alive, as one is whose host has vanished: nobody takes its work over. */
async function whileAlive(worker: number, look: () => Promise<void>): Promise<void> {
  await withClient(world.database.adminUrl, async (other) => {
    await other.query("select pg_advisory_lock($1, $2)", [WORKER_LOCK, worker]);
    await look();
  });
}

/** Orders whose first step a worker has done that has vanished, and the job of each that it went on under. */
async function givenVanishedWorker(worker: number, count = 1): Promise<string[]> {
  const orders = await Promise.all(Array.from({ length: count }, () => world.place()));
  const committer = world.openCommitter({ worker });
  await fetchSagaJobs(world.pool, "create-prescription", { worker, count });
  for (const { sagaUuid } of orders) {
    await committer.submit(answeringUnderFirst(await world.saga(sagaUuid)));
  }
  return orders.map(({ sagaUuid }) => sagaUuid);
}

test("what a vanished worker was at goes on at its own step once its time is over, though the partner of its first is on hold", async () => {
  const sagaUuids = await givenVanishedWorker(1);
  await holdPrescriptions();
  await whileAlive(1, async () => {
    await world.startWorker();
    await world.expireLeases();
    await expect.poll(isDone(sagaUuids[0] ?? ""), SOON).toBe(true);
  });
});

test("a job that has moved on is no try of the partner of its first step", async () => {
  const sagaUuids = await givenVanishedWorker(1, 3);
  await world.pool.query(
    `update partner_status set circuit_cause = 'failing', circuit_code = 'http_503',
       opened_at = now(), probe_at = now()
     where partner = 'prescription' and direction = 'forward'`,
  );
  const waiting = await world.place();
  await world.expireLeases();
  await whileAlive(1, async () => {
    await world.startWorker();
    // A claim that nobody gives up lasts 20 s: the one that waits would be tried after three of them.
    await expect.poll(isDone(waiting.sagaUuid), SOON).toBe(true);
  });
  for (const sagaUuid of sagaUuids) {
    expect(await unknownAttempts(sagaUuid)).toHaveLength(1);
  }
});

test("a job whose time is over is done at the step that its saga has reached", async () => {
  const { sagaUuid } = await world.place();
  const worker = world.openCommitter({ worker: 1 });
  const answer = async (reply: Outcome) =>
    worker.submit(answeringUnderFirst(await world.saga(sagaUuid), { reply }));
  await answer({ type: "succeeded", reference: "scr_1" });
  await answer({ type: "rejected", code: "insufficient_stock" });
  await answer({ type: "succeeded", reference: null });
  expect(await jobNames()).toEqual(["create-prescription"]);
  await whileAlive(1, async () => {
    await world.startWorker();
    await world.expireLeases();
    await world.settle();
  });
  expect(world.logged.join("")).not.toContain("saga.outcome_not_recorded");
  // What is left was to cancel the order, which calls nobody: so nothing is in doubt.
  expect(await world.saga(sagaUuid)).toMatchObject({ position: "CANCELLED" });
  expect(await unknownAttempts(sagaUuid)).toEqual([]);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], lateEvents: 0, sagaJobs: 0 });
});

test("what a stopping worker gives back of what it took over was called by nobody at its step", async () => {
  const [sagaUuid = ""] = await givenVanishedWorker(1);
  const gate = Promise.withResolvers<void>();
  world.partners.script("reserve-inventory", null, { type: "waits", until: gate.promise });
  const second = await world.startWorker();
  await reached(sagaUuid, 1);
  const stopped = second.stop();
  gate.resolve();
  await stopped;
  await world.startWorker();
  await expect.poll(isDone(sagaUuid), SOON).toBe(true);
  // Of the step that the first may have called for; for the next nobody has called.
  const steps = (await unknownAttempts(sagaUuid)).map(({ data }) => "step" in data && data.step);
  expect(steps).toEqual(["inventory"]);
});

test("a job that names no number is left to its end, and nobody's work waits for that", async () => {
  const { sagaUuid } = await world.place();
  const job = { sagaUuid, dispatch: "x", holder: 1 };
  await world.pool.query(
    "update pgboss.job set data = $1, state = 'active', started_on = now() where name <> 'notify-customer'",
    [job],
  );
  const [lost = ""] = await givenVanishedWorker(2);
  await world.startWorker();
  await expect.poll(isDone(lost), SOON).toBe(true);
});

test("a job of a dispatch that is over only leaves the queue, though its saga goes on", async () => {
  const saga = await world.saga((await world.place()).sagaUuid);
  await world.committer.submit(answering(saga));
  const { sagaUuid } = saga;
  await world.pool.query(
    "update partner_status set held_since = now(), held_by = 'account-1' where partner = 'inventory'",
  );
  await world.boss.send("create-prescription", { sagaUuid, dispatch: 1, holder: 7 });
  await world.startWorker();
  await expect.poll(jobNames, SOON).toEqual(["reserve-inventory"]);
  expect(await world.saga(sagaUuid)).toMatchObject({ dispatch: 2, tries: 0 });
  expect(world.partners.callsOf(sagaUuid)).toEqual([]);
});
