import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withClient } from "#scripts/postgres/prepare-database";
import { checkWorld, readStream } from "#server/fulfillment/testing/check-world";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { newOrder } from "#server/fulfillment/testing/new-order";
import { answering, asking } from "#server/fulfillment/testing/outcomes";
import { deadLetterOf } from "#server/queue/queues";
import type { SagaJob } from "#server/saga/types";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

const place = (count: number) => Promise.all(Array.from({ length: count }, () => world.place()));
const typesOf = async (uuid: string) =>
  (await readStream(world.pool, uuid)).map(({ type }) => type);
const loseAllJobs = () => world.pool.query("delete from pgboss.job");
/** As if the lease of everything that is due had just ended. */
const endLeases = () =>
  world.pool.query(
    "update order_fulfillment_sagas set lease_until = now(), next_attempt_at = next_attempt_at - interval '1 minute' where next_attempt_at <= now()",
  );
const hold = (partner: string) =>
  world.pool.query(
    "update partner_status set held_since = now(), held_by = 'account-1' where partner = $1",
    [partner],
  );

describe("work whose job was lost", () => {
  test("is queued again under the same dispatch, and no event tells of it", async () => {
    const orders = await place(20);
    await loseAllJobs();
    const before = await checkWorld(world.pool);
    expect(await world.sweep()).toBe(20);
    expect(await checkWorld(world.pool)).toEqual({ ...before, sagaJobs: 20 });
    expect(await world.sweep()).toBe(0);
    await endLeases();
    await world.expireLeases();
    await world.startWorker();
    await world.settle();
    for (const { sagaUuid } of orders) {
      expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
    }
    expect(world.partners.madeTwice()).toEqual([]);
  });

  test("is left alone until its lease is over: whoever had the job may call still", async () => {
    await world.place();
    await loseAllJobs();
    await world.sweep();
    const { rows } = await world.pool.query(
      `select j.start_after >= g.lease_until waits from pgboss.job j
       join order_fulfillment_sagas g on g.saga_uuid::text = j.data->>'sagaUuid'`,
    );
    expect(rows).toEqual([{ waits: true }]);
  });

  test("is asked for at the partner first: whoever had the job may have called", async () => {
    const { sagaUuid } = await world.place();
    await loseAllJobs();
    await endLeases();
    await world.sweep();
    await world.startWorker();
    await world.settle();
    expect(world.partners.callsOf(sagaUuid)[0]).toMatchObject({ inDoubt: true });
  });

  test("is not in doubt when it was not due yet", async () => {
    const { sagaUuid } = await world.place();
    world.partners.script("create-prescription", sagaUuid, {
      type: "rate_limited",
      retryAfterMs: 1_500,
    });
    const worker = await world.startWorker();
    await expect.poll(async () => (await world.saga(sagaUuid)).tries).toBe(1);
    await loseAllJobs();
    expect(await world.sweep()).toBe(1);
    await world.settle();
    expect(world.partners.callsOf(sagaUuid).map(({ inDoubt }) => inDoubt)).not.toContain(true);
    await worker.stop();
  });

  test("is not swallowed by a finished job that still stands under its id", async () => {
    const { sagaUuid } = await world.place();
    await world.pool.query("update pgboss.job set state = 'completed', completed_on = now()");
    expect(await world.sweep()).toBe(1);
    await world.pool.query(
      "update pgboss.job set state = 'failed', completed_on = now() where state < 'completed'",
    );
    expect(await world.sweep()).toBe(1);
    await endLeases();
    await world.expireLeases();
    await world.startWorker();
    await world.settle();
    expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
  });

  test("of a message to a customer is queued again too, once", async () => {
    const { orderUuid, sagaUuid } = await world.place();
    const worker = await world.startWorker();
    world.partners.noticeReplies.push({ type: "transient", code: "smtp_451" });
    await expect.poll(async () => (await world.saga(sagaUuid)).position).toBe("COMPLETED");
    await expect.poll(() => typesOf(orderUuid)).toContain("CustomerNotificationFailed");
    await loseAllJobs();
    expect(await world.sweep()).toBe(1);
    expect(await world.sweep()).toBe(0);
    await world.settle();
    await worker.stop();
    expect(await typesOf(orderUuid)).toEqual([
      "OrderCreated",
      "CustomerNotificationFailed",
      "CustomerNotified",
    ]);
  });

  test("of a message to a customer counts as one that may have arrived", async () => {
    const { orderUuid, sagaUuid } = await world.place();
    const worker = await world.startWorker();
    world.partners.noticeReplies.push({ type: "transient", code: "smtp_451" });
    await expect.poll(async () => (await world.saga(sagaUuid)).position).toBe("COMPLETED");
    await expect.poll(() => typesOf(orderUuid)).toContain("CustomerNotificationFailed");
    await loseAllJobs();
    world.partners.noticeReplies.push({ type: "unknown", code: "timeout" });
    expect(await world.sweep()).toBe(1);
    // Twice in doubt: a person has to tell the customer.
    await expect
      .poll(async () => (await readStream(world.pool, orderUuid)).at(-1)?.data)
      .toEqual({ kind: "shipped", code: "timeout", permanent: true });
    await worker.stop();
  });

  test("is called for once, though two sweepers and a live worker meet on it", async () => {
    const orders = await place(30);
    await loseAllJobs();
    await endLeases();
    await world.startWorker();
    await Promise.all([world.sweep(), world.sweep()]);
    await world.settle();
    for (const { sagaUuid } of orders) {
      expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
      const calls = world.partners.callsOf(sagaUuid).map(({ job }) => job);
      expect(calls).toEqual(["create-prescription", "reserve-inventory", "initiate-shipment"]);
    }
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
  });
});

describe("a deadline that has passed", () => {
  const pass = () =>
    world.pool.query("update order_fulfillment_sagas set deadline_at = now() - interval '1 s'");
  /** At the second step, whose partner answers nothing. */
  const orderAtInventory = async () => {
    world.partners.onCall = (job) =>
      job === "reserve-inventory" ? { type: "transient", code: "unavailable" } : undefined;
    const { sagaUuid } = await world.place();
    const worker = await world.startWorker();
    await expect.poll(async () => (await world.saga(sagaUuid)).tries).toBeGreaterThan(0);
    return { sagaUuid, worker };
  };

  test("turns the order like a cancel, and everything is undone", async () => {
    const { sagaUuid } = await orderAtInventory();
    await pass();
    expect(await world.sweep()).toBe(1);
    await world.settle();
    expect(await world.saga(sagaUuid)).toMatchObject({
      position: "CANCELLED",
      failure: { code: "deadline_expired" },
    });
    expect(world.partners.liveSteps(sagaUuid)).toEqual([]);
  });

  test("counts for nothing while the partner is on hold or refuses our key", async () => {
    const { sagaUuid, worker } = await orderAtInventory();
    await worker.stop();
    await hold("inventory");
    await pass();
    expect(await world.sweep()).toBe(0);
    await world.pool.query(
      `update partner_status set held_since = null, held_by = null, circuit_cause = 'misconfigured',
         circuit_code = 'unauthorized', opened_at = now(), probe_at = now()
       where partner = 'inventory'`,
    );
    expect(await world.sweep()).toBe(0);
    expect((await world.saga(sagaUuid)).position).toBe("PENDING_INVENTORY_RESERVATION");
  });
});

test("an undo of an order that waits for a partner on hold begins although nobody calls", async () => {
  const { sagaUuid } = await world.place();
  await hold("inventory");
  await world.startWorker();
  await expect
    .poll(async () => (await world.saga(sagaUuid)).position)
    .toBe("PENDING_INVENTORY_RESERVATION");
  const asked = await world.committer.submit(asking(await world.saga(sagaUuid), { type: "undo" }));
  expect(asked).toMatchObject({ decision: "accepted" });
  expect((await world.saga(sagaUuid)).position).toBe("PENDING_INVENTORY_RESERVATION");
  expect(await world.sweep()).toBe(0);
  await world.pool.query(
    "update order_fulfillment_sagas set lease_until = now() - interval '1 minute'",
  );
  expect(await world.sweep()).toBe(1);
  expect(await world.saga(sagaUuid)).toMatchObject({
    position: "COMPENSATING",
    failure: { code: "cancel_requested" },
  });
});

describe("work that the queue gave up", () => {
  const giveUp = (queue: SagaJob) =>
    world.pool.query(
      `update pgboss.job set state = 'active', started_on = now() - interval '1 hour',
         retry_count = retry_limit where name = $1`,
      [queue],
    );

  test("waits for a person with its reason; a retry goes on from there", async () => {
    const { sagaUuid } = await world.place();
    await giveUp("create-prescription");
    await world.boss.supervise("create-prescription");
    const letters = await world.boss.getQueueStats(deadLetterOf("create-prescription"));
    expect(letters).toMatchObject([{ queuedCount: 1 }]);
    expect(await world.sweep()).toBe(1);
    const saga = await world.saga(sagaUuid);
    expect(saga.parked).toMatchObject({ reason: "RETRIES_EXHAUSTED", code: "dead_lettered" });
    await world.committer.submit(asking(saga, { type: "retry" }));
    await world.startWorker();
    await world.settle();
    expect(await world.saga(sagaUuid)).toMatchObject({ position: "COMPLETED", parked: null });
    expect(world.partners.callsOf(sagaUuid)[0]).toMatchObject({ inDoubt: true });
  });

  test("but has moved on since is forgotten", async () => {
    const { sagaUuid } = await world.place();
    await world.boss.send(deadLetterOf("create-prescription"), {
      sagaUuid,
      dispatch: 7,
      holder: null,
    });
    await world.boss.send(deadLetterOf("create-prescription"), { what: "is this" });
    await world.sweep();
    expect((await world.saga(sagaUuid)).parked).toBeNull();
    const { rows } = await world.pool.query(
      "select 1 from pgboss.job where name like '%dead-letter' and state < 'completed'",
    );
    expect(rows).toEqual([]);
  });
});

describe("a stream with an event that nobody here can read", () => {
  const appendStranger = (sagaUuid: string, type: string, version: number) =>
    world.pool.query(
      `insert into event_store (aggregate_uuid, aggregate_type, aggregate_version, event_type,
         event_version, event_data, metadata, occurred_at)
       select aggregate_uuid, aggregate_type, max(aggregate_version) + 1, $2, $3, '{}', '{}', now()
       from event_store where aggregate_uuid = $1 group by 1, 2`,
      [sagaUuid, type, version],
    );

  test.each([
    ["of an unknown type", "SagaTeleported", 1],
    ["of a later version", "StepRetryScheduled", 2],
  ])("%s parks its saga and no other", async (_name, type, version) => {
    const [strange, sound] = await place(2);
    if (!strange || !sound) throw new Error("two orders were placed");
    await appendStranger(strange.sagaUuid, type, version);
    // The row goes with the stream, as every writer of ours leaves it.
    await world.pool.query(
      "update order_fulfillment_sagas set version = version + 1 where saga_uuid = $1",
      [strange.sagaUuid],
    );
    expect(await world.sweep()).toBe(1);
    expect((await world.saga(strange.sagaUuid)).parked).toMatchObject({
      reason: "UNREADABLE_EVENT",
    });
    expect((await world.saga(sound.sagaUuid)).parked).toBeNull();
  });
});

describe("an order that rests", () => {
  test("because it parked just when its partner was found to be well goes on", async () => {
    const { sagaUuid } = await world.place();
    const refused = { type: "misconfigured", scope: "partner", code: "unauthorized" } as const;
    await world.committer.submit(answering(await world.saga(sagaUuid), refused));
    expect((await world.saga(sagaUuid)).parked).toMatchObject({ reason: "PARTNER_MISCONFIGURED" });
    expect(await world.sweep()).toBe(1);
    expect((await world.saga(sagaUuid)).parked).toBeNull();
  });

  test("because an older build could not read it goes on with one that can", async () => {
    const { sagaUuid } = await world.place();
    const input = { type: "unreadable" } as const;
    await world.committer.submit({ type: "upkeep", sagaUuid, input, ticket: null });
    expect((await world.saga(sagaUuid)).parked).toMatchObject({ reason: "UNREADABLE_EVENT" });
    expect(await world.sweep()).toBe(1);
    expect((await world.saga(sagaUuid)).parked).toBeNull();
  });
});

test("a customer who was told by phone gets no e-mail any more", async () => {
  const order = newOrder();
  const { sagaUuid, orderUuid } = await world.place(order);
  await hold("notifications");
  const worker = await world.startWorker();
  await expect.poll(async () => (await world.saga(sagaUuid)).position).toBe("COMPLETED");
  const saga = await world.saga(sagaUuid);
  const told = asking(saga, { type: "told_by_phone", orderUuid });
  expect(await world.committer.submit(told)).toMatchObject({ decision: "accepted" });
  expect(await world.committer.submit(told)).toMatchObject({ decision: "accepted" });
  const again = asking(saga, { type: "told_by_phone", orderUuid });
  expect(await world.committer.submit(again)).toMatchObject({ decision: "ignored" });
  await world.pool.query("update partner_status set held_since = null, held_by = null");
  await world.settle();
  await worker.stop();
  expect(world.partners.mails).toEqual([]);
  expect(await typesOf(orderUuid)).toEqual(["OrderCreated", "CustomerNotified"]);
});

test("a rule that fails keeps no other from running", async () => {
  const { sagaUuid } = await world.place();
  await world.pool.query("update order_fulfillment_sagas set deadline_at = now() - interval '1 s'");
  await loseAllJobs();
  await withClient(world.database.adminUrl, async (admin) => {
    // Nobody may read the queue for a moment: the rules that need it fail.
    await admin.query("revoke select, update on all tables in schema pgboss from backstitch_app");
    await world.sweep();
    await admin.query("grant select, update on all tables in schema pgboss to backstitch_app");
  });
  expect(world.logged.join("")).toContain("sweep.rule_failed");
  expect(await typesOf(sagaUuid)).toContain("DeadlineExpired");
});
