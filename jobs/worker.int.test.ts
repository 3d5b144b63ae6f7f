import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkWorld, readStream } from "#server/fulfillment/testing/check-world";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { asking } from "#server/fulfillment/testing/outcomes";
import type { PartnerJob } from "#server/partners/types";
import { noticeJobIdOf } from "#server/queue/job-id";
import { DEFAULT_POLICY } from "#server/saga/policy";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

const typesOf = async (uuid: string) =>
  (await readStream(world.pool, uuid)).map(({ type }) => type);

test("two hundred orders, one in five refused at shipment, all end as they should", async () => {
  const doomed = new Set<string>();
  world.partners.onCall = (job, { sagaUuid }) =>
    job === "initiate-shipment" && doomed.has(sagaUuid)
      ? { type: "rejects", code: "address_undeliverable" }
      : undefined;
  const orders = await Promise.all(Array.from({ length: 200 }, () => world.place()));
  for (const [index, { sagaUuid }] of orders.entries()) if (index % 5 === 0) doomed.add(sagaUuid);
  const worker = await world.startWorker();
  await world.settle();

  const sagas = await Promise.all(orders.map(({ sagaUuid }) => world.saga(sagaUuid)));
  for (const saga of sagas) {
    const refused = doomed.has(saga.sagaUuid);
    expect(saga.position).toBe(refused ? "CANCELLED" : "COMPLETED");
    expect(world.partners.liveSteps(saga.sagaUuid)).toEqual(
      refused ? [] : ["prescription", "inventory", "shipment"],
    );
  }
  expect(world.partners.madeTwice()).toEqual([]);
  expect(world.partners.mails.filter(({ kind }) => kind === "shipped")).toHaveLength(160);
  expect(world.partners.mails.filter(({ kind }) => kind === "cancelled")).toHaveLength(40);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], lateEvents: 0, sagaJobs: 0 });
  // Grouping shows: about five commits a saga if each went alone.
  expect(worker.committer.commitCount).toBeLessThan(200);
});

describe("what is undone, and in which order", () => {
  const chains: { fails: PartnerJob; undone: string[]; calls: PartnerJob[] }[] = [
    { fails: "create-prescription", undone: [], calls: ["create-prescription"] },
    {
      fails: "reserve-inventory",
      undone: ["made prescription", "undone prescription"],
      calls: ["create-prescription", "reserve-inventory", "cancel-prescription"],
    },
    {
      fails: "initiate-shipment",
      undone: ["made prescription", "made inventory", "undone inventory", "undone prescription"],
      calls: [
        "create-prescription",
        "reserve-inventory",
        "initiate-shipment",
        "release-inventory",
        "cancel-prescription",
      ],
    },
  ];
  test.each(chains)("R-11 when $fails is refused", async ({ fails, undone, calls }) => {
    world.partners.script(fails, null, { type: "rejects", code: "refused_for_test" });
    await world.startWorker();
    const { sagaUuid, orderUuid } = await world.place();
    await world.settle();
    expect(await world.saga(sagaUuid)).toMatchObject({
      position: "CANCELLED",
      failure: { code: "refused_for_test" },
    });
    expect(world.partners.mails).toEqual([
      { kind: "cancelled", trackingNumber: null, causeCode: "refused_for_test" },
    ]);
    expect(world.partners.effectsOf(sagaUuid)).toEqual(undone);
    expect(world.partners.callsOf(sagaUuid).map(({ job }) => job)).toEqual(calls);
    expect(await typesOf(orderUuid)).toEqual([
      "OrderCreated",
      "OrderCancelled",
      "CustomerNotified",
    ]);
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], lateEvents: 0, sagaJobs: 0 });
  });

  test("a step that stayed in doubt is undone as well, by its reference", async () => {
    world.partners.script(
      "reserve-inventory",
      null,
      { type: "acts_and_drops" },
      { type: "rejects", code: "insufficient_stock" },
    );
    await world.startWorker();
    const { sagaUuid } = await world.place();
    await world.settle();
    expect(world.partners.callsOf(sagaUuid).map(({ job, inDoubt }) => `${job} ${inDoubt}`)).toEqual(
      [
        "create-prescription false",
        "reserve-inventory false",
        "reserve-inventory true",
        "release-inventory false",
        "cancel-prescription false",
      ],
    );
    expect(world.partners.liveSteps(sagaUuid)).toEqual([]);
  });

  test("a shipment in doubt that is then refused is voided before anything else is undone", async () => {
    world.partners.script(
      "initiate-shipment",
      null,
      { type: "acts_and_drops" },
      { type: "rejects", code: "address_undeliverable" },
    );
    await world.startWorker();
    const { sagaUuid } = await world.place();
    await world.settle();
    expect(world.partners.effectsOf(sagaUuid).slice(3)).toEqual([
      "undone shipment",
      "undone inventory",
      "undone prescription",
    ]);
    expect((await world.saga(sagaUuid)).position).toBe("CANCELLED");
  });
});

test("a call that is never answered ends after a while, as one whose outcome is unknown", async () => {
  world.partners.script("reserve-inventory", null, { type: "hangs", acts: true });
  await world.startWorker();
  const { sagaUuid } = await world.place();
  // The shortest of all attempts: five seconds.
  await expect
    .poll(() => world.partners.callsOf(sagaUuid).map(({ job }) => job), { timeout: 8_000 })
    .toContain("initiate-shipment");
  await world.settle();
  expect(world.partners.callsOf(sagaUuid)[2]).toMatchObject({
    job: "reserve-inventory",
    inDoubt: true,
  });
  expect(world.partners.madeTwice()).toEqual([]);
});

test("R-07 an answer that is lost is asked for again under the same reference and made once", async () => {
  for (const job of ["create-prescription", "reserve-inventory", "initiate-shipment"] as const) {
    world.partners.script(job, null, { type: "acts_and_drops" }, { type: "drops" });
  }
  await world.startWorker();
  const { sagaUuid } = await world.place();
  await world.settle();
  expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
  expect(world.partners.effectsOf(sagaUuid)).toEqual([
    "made prescription",
    "made inventory",
    "made shipment",
  ]);
  expect(world.partners.callsOf(sagaUuid).map(({ inDoubt }) => inDoubt)).toEqual([
    false,
    true,
    true,
    false,
    true,
    true,
    false,
    true,
    true,
  ]);
});

describe("a partner on hold", () => {
  const hold = (partner: string, direction: string) =>
    world.pool.query(
      `update partner_status set held_since = now(), held_by = 'account-1'
       where partner = $1 and direction = $2`,
      [partner, direction],
    );
  const release = () =>
    world.pool.query(
      "update partner_status set reopening_since = clock_timestamp() where held_since is not null",
    );
  /** Jobs of this queue that nobody was handed and nobody fetched. */
  const leftAlone = async (queue: string) => {
    const { rows } = await world.pool.query<{ n: number }>(
      `select count(*)::int n from pgboss.job
       where name = $1 and state = 'created' and data->>'holder' is null and start_after <= now()`,
      [queue],
    );
    return rows[0]?.n ?? 0;
  };

  test("is not called, parks nothing and costs nothing; released, its orders go on with a fresh deadline", async () => {
    await hold("inventory", "forward");
    await world.startWorker();
    const orders = await Promise.all(Array.from({ length: 5 }, () => world.place()));
    await expect.poll(() => leftAlone("reserve-inventory")).toBe(5);
    const before = await world.saga(orders[0]?.sagaUuid ?? "");
    expect(before).toMatchObject({
      position: "PENDING_INVENTORY_RESERVATION",
      parked: null,
      attempt: 0,
      tries: 0,
      inDoubtSince: null,
    });
    expect(world.partners.calls.map(({ job }) => job)).toEqual(
      Array(5).fill("create-prescription"),
    );
    // As if it had been waiting for an hour: its lease is long over, its deadline near.
    await world.pool.query(
      `update order_fulfillment_sagas
       set next_attempt_at = next_attempt_at - interval '1 hour', lease_until = lease_until - interval '1 hour'`,
    );
    await release();
    await world.settle();
    for (const order of orders) {
      const { position, epoch } = await world.saga(order.sagaUuid);
      expect({ position, epoch }).toEqual({ position: "COMPLETED", epoch: 1 });
      const stream = await readStream(world.pool, order.sagaUuid);
      const resumed = stream.find(({ type }) => type === "SagaResumed");
      if (resumed?.type !== "SagaResumed") throw new Error("the saga was not resumed");
      expect(resumed.data.deadlineAt).toBe(resumed.at + DEFAULT_POLICY.deadlineMs);
    }
  });

  test("for what it makes is still asked to take back", async () => {
    const gate = Promise.withResolvers<void>();
    const early = await world.place();
    world.partners.onCall = (job, { sagaUuid }) =>
      job === "initiate-shipment" && sagaUuid === early.sagaUuid
        ? { type: "waits", until: gate.promise }
        : undefined;
    await world.startWorker();
    await expect.poll(() => world.partners.callsOf(early.sagaUuid).length).toBe(3);
    await hold("inventory", "forward");
    // The worker has heard of the hold once it leaves an order's work alone.
    await expect
      .poll(
        async () => {
          await world.place();
          return leftAlone("reserve-inventory");
        },
        { timeout: 5_000, interval: 200 },
      )
      .toBeGreaterThan(0);
    const { committer } = world;
    await committer.submit(asking(await world.saga(early.sagaUuid), { type: "undo" }));
    gate.resolve();
    await expect.poll(async () => (await world.saga(early.sagaUuid)).position).toBe("COMPLETED");
    await committer.submit(asking(await world.saga(early.sagaUuid), { type: "undo" }));
    await expect.poll(async () => (await world.saga(early.sagaUuid)).position).toBe("CANCELLED");
    expect(world.partners.liveSteps(early.sagaUuid)).toEqual([]);
    await release();
    await world.settle();
  });
});

describe("the customer", () => {
  test("is told once, with the tracking number", async () => {
    await world.startWorker();
    const { sagaUuid, orderUuid } = await world.place();
    await world.settle();
    const { references } = await world.saga(sagaUuid);
    expect(world.partners.mails).toEqual([
      { kind: "shipped", trackingNumber: references.trackingNumber, causeCode: null },
    ]);
    expect(await typesOf(orderUuid)).toEqual(["OrderCreated", "CustomerNotified"]);
    // The same job once more finds nothing to do.
    await world.boss.send("notify-customer", {
      orderUuid,
      kind: "shipped",
      attempt: 0,
      doubted: false,
    });
    await world.settle();
    expect(await typesOf(orderUuid)).toHaveLength(2);
  });

  test("who cannot be reached is noted once, for a person to tell", async () => {
    world.partners.noticeReplies.push({ type: "undeliverable", code: "mailbox_unknown" });
    await world.startWorker();
    const { orderUuid, sagaUuid } = await world.place();
    await world.settle();
    expect(await typesOf(orderUuid)).toEqual(["OrderCreated", "CustomerNotificationFailed"]);
    const { rows } = await world.pool.query(
      "select notice_kind, notice_state, notice_code from orders where order_uuid = $1",
      [orderUuid],
    );
    expect(rows).toEqual([
      { notice_kind: "shipped", notice_state: "failed", notice_code: "mailbox_unknown" },
    ]);
    expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
  });

  test("is told later when the mail server is away, and one cause is noted once", async () => {
    const away = { type: "transient", code: "mail_server_away" } as const;
    world.partners.noticeReplies.push(away, away, away);
    await world.startWorker();
    const { orderUuid } = await world.place();
    for (const attempt of [1, 2, 3]) {
      const id = noticeJobIdOf(orderUuid, "shipped", attempt);
      await expect
        .poll(async () => {
          const { rowCount } = await world.pool.query(
            "update pgboss.job set start_after = now() where id = $1",
            [id],
          );
          return rowCount;
        })
        .toBe(1);
    }
    await world.settle();
    expect(await typesOf(orderUuid)).toEqual([
      "OrderCreated",
      "CustomerNotificationFailed",
      "CustomerNotified",
    ]);
    expect(world.partners.mails).toHaveLength(1);
  });

  test("gets no message that is out of date", async () => {
    await world.startWorker();
    const { orderUuid } = await world.place();
    await world.settle();
    await world.boss.send("notify-customer", {
      orderUuid,
      kind: "cancelled",
      attempt: 0,
      doubted: false,
    });
    await world.settle();
    expect(world.partners.mails.map(({ kind }) => kind)).toEqual(["shipped"]);
    expect(await typesOf(orderUuid)).toHaveLength(2);
  });
});
