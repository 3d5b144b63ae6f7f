import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkWorld, readStream } from "#server/fulfillment/testing/check-world";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { newUuid } from "#server/ids";
import type { PartnerJob } from "#server/partners/types";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

const ALL_STEPS = ["prescription", "inventory", "shipment"];

async function unknownAttempts(sagaUuid: string): Promise<string[]> {
  const stream = await readStream(world.pool, sagaUuid);
  return stream.flatMap((e) => (e.type === "StepOutcomeUnknown" ? [e.data.code] : []));
}

describe("a worker that is killed in the middle of its calls", () => {
  test.each([true, false])(
    "leaves nothing undone and nothing made twice (the partners had acted: %s)",
    async (acts) => {
      world.partners.onCall = () => ({ type: "hangs", acts });
      const { kill } = await world.startMortalWorker();
      const orders = await Promise.all(Array.from({ length: 20 }, () => world.place()));
      await expect.poll(() => world.partners.calls.length).toBe(20);
      await kill();
      world.partners.onCall = () => undefined;

      await world.startWorker();
      await world.expireLeases();
      await world.settle();
      for (const { sagaUuid } of orders) {
        expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
        expect(world.partners.liveSteps(sagaUuid)).toEqual(ALL_STEPS);
        expect(await unknownAttempts(sagaUuid)).toEqual(["redelivered"]);
        // The second call knows that there may have been a first.
        const [first, second] = world.partners.callsOf(sagaUuid);
        expect([first?.inDoubt, second?.inDoubt]).toEqual([false, true]);
      }
      expect(world.partners.madeTwice()).toEqual([]);
      expect(await checkWorld(world.pool)).toMatchObject({
        broken: [],
        lateEvents: 0,
        sagaJobs: 0,
      });
    },
  );

  test("at a step that was handed over leaves a net that another worker finds", async () => {
    world.partners.onCall = (job) =>
      job === "reserve-inventory" ? { type: "hangs", acts: true } : undefined;
    const { kill } = await world.startMortalWorker();
    const { sagaUuid } = await world.place();
    await expect.poll(() => world.partners.callsOf(sagaUuid).length).toBe(2);
    await kill();
    world.partners.onCall = () => undefined;

    await world.startWorker();
    await world.expireLeases();
    await world.settle();
    expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
    expect(await unknownAttempts(sagaUuid)).toEqual(["redelivered"]);
    expect(world.partners.madeTwice()).toEqual([]);
  });

  test("and comes back to life with an old answer changes nothing", async () => {
    const gate = Promise.withResolvers<void>();
    world.partners.script("reserve-inventory", null, { type: "waits", until: gate.promise });
    // With one slot, and that one taken, it cannot fetch its own net.
    await world.startWorker({ concurrency: 1 });
    const { sagaUuid } = await world.place();
    await expect.poll(() => world.partners.callsOf(sagaUuid).length).toBe(2);
    await world.startWorker();
    // Its lease runs out while it still waits; the other takes over and finishes.
    await world.expireLeases();
    await expect
      .poll(async () => (await world.saga(sagaUuid)).position, { timeout: 10_000 })
      .toBe("COMPLETED");
    gate.resolve();
    await expect.poll(async () => (await checkWorld(world.pool)).lateEvents).toBe(1);
    await world.settle();
    expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
    expect(world.partners.madeTwice()).toEqual([]);
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
  });
});

describe("a worker that is told to stop", () => {
  test("records the call under way and gives the next one back at once", async () => {
    const gate = Promise.withResolvers<void>();
    world.partners.script("create-prescription", null, { type: "waits", until: gate.promise });
    const first = await world.startWorker();
    const { sagaUuid } = await world.place();
    await expect.poll(() => world.partners.callsOf(sagaUuid).length).toBe(1);
    const stopped = first.stop();
    gate.resolve();
    await stopped;
    expect(await world.saga(sagaUuid)).toMatchObject({ dispatch: 2, attempt: 0 });

    await world.startWorker();
    await world.settle();
    expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
    // Nobody had called for it, and that is known.
    expect(await unknownAttempts(sagaUuid)).toEqual([]);
    expect(world.partners.callsOf(sagaUuid)).toHaveLength(3);
  });

  test("gives back what it fetched and has not begun", async () => {
    const orders = await Promise.all(Array.from({ length: 300 }, () => world.place()));
    const first = await world.startWorker();
    await expect.poll(() => world.partners.calls.length).toBeGreaterThan(0);
    await first.stop();
    const { rows } = await world.pool.query<{ n: number }>(
      "select count(*)::int n from pgboss.job where state = 'active' or start_after > now()",
    );
    expect(rows).toEqual([{ n: 0 }]);
    await world.startWorker();
    await world.settle();
    for (const { sagaUuid } of orders) {
      expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
    }
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], lateEvents: 0 });
    const { rows: unknown } = await world.pool.query(
      "select 1 from event_store where event_type = 'StepOutcomeUnknown'",
    );
    expect(unknown).toEqual([]);
  });

  test("may be told twice", async () => {
    const worker = await world.startWorker();
    await expect(Promise.all([worker.stop(), worker.stop()])).resolves.toBeDefined();
  });
});

describe("a job", () => {
  test("R-16 that was copied under another id has no second effect", async () => {
    const gate = Promise.withResolvers<void>();
    world.partners.script("create-prescription", null, { type: "waits", until: gate.promise });
    await world.startWorker();
    const { sagaUuid } = await world.place();
    await expect.poll(() => world.partners.calls.length).toBe(1);
    const copy = { sagaUuid, dispatch: 1, holder: null };
    await world.boss.insert("create-prescription", [
      { id: newUuid(), data: copy },
      { id: newUuid(), data: copy },
    ]);
    // Fetched, and whatever became of them then: none waits any more.
    await expect
      .poll(
        async () => {
          const { rows } = await world.pool.query<{ n: number }>(
            "select count(*)::int n from pgboss.job where state < 'active'",
          );
          return rows[0]?.n;
        },
        { timeout: 5_000 },
      )
      .toBe(0);
    gate.resolve();
    await expect.poll(async () => (await world.saga(sagaUuid)).position).toBe("COMPLETED");
    await world.expireLeases();
    await world.settle();
    expect(world.partners.callsOf(sagaUuid)).toHaveLength(3);
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], lateEvents: 0, sagaJobs: 0 });
  });

  test("whose net fires while the same process still works on it is left to that work", async () => {
    const gate = Promise.withResolvers<void>();
    world.partners.script("reserve-inventory", null, { type: "waits", until: gate.promise });
    await world.startWorker();
    const { sagaUuid } = await world.place();
    await expect.poll(() => world.partners.callsOf(sagaUuid).length).toBe(2);
    await world.expireLeases();
    await expect
      .poll(async () => {
        const { rows } = await world.pool.query("select name, state, retry_count from pgboss.job");
        return rows;
      })
      .toEqual([{ name: "create-prescription", state: "active", retry_count: 1 }]);
    gate.resolve();
    await world.settle();
    expect(await unknownAttempts(sagaUuid)).toEqual([]);
    expect(world.partners.callsOf(sagaUuid)).toHaveLength(3);
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], lateEvents: 0 });
  });

  test("for a dispatch that is over only leaves the queue", async () => {
    await world.startWorker();
    const { sagaUuid } = await world.place();
    await world.settle();
    const before = await checkWorld(world.pool);
    const calls = world.partners.calls.length;
    const stale: PartnerJob[] = ["create-prescription", "reserve-inventory", "void-shipment"];
    for (const queue of stale) {
      await world.boss.send(queue, { sagaUuid, dispatch: 1, holder: 7 });
    }
    await world.settle();
    expect(await checkWorld(world.pool)).toEqual(before);
    expect(world.partners.calls).toHaveLength(calls);
  });

  test("that cannot be read does not keep the others of its queue from being done", async () => {
    await world.boss.send("create-prescription", { sagaUuid: "no uuid" });
    const orders = await Promise.all(Array.from({ length: 5 }, () => world.place()));
    await world.startWorker();
    await expect
      .poll(
        async () => {
          const sagas = await Promise.all(orders.map(({ sagaUuid }) => world.saga(sagaUuid)));
          return sagas.every(({ position }) => position === "COMPLETED");
        },
        { timeout: 5_000 },
      )
      .toBe(true);
    await world.pool.query("delete from pgboss.job where data->>'sagaUuid' = 'no uuid'");
  });
});

test("rows that a worker cannot use keep their own job and no other's", async () => {
  const unreadable = await world.place();
  const patientless = await world.place();
  const sound = await Promise.all(Array.from({ length: 5 }, () => world.place()));
  await world.pool.query(
    `update order_fulfillment_sagas set compensation_stack = '[{"step": "from a newer version"}]'
     where saga_uuid = $1`,
    [unreadable.sagaUuid],
  );
  await world.pool.query("delete from patients where order_uuid = $1", [patientless.orderUuid]);
  await world.startWorker();
  await expect
    .poll(
      async () => {
        const sagas = await Promise.all(sound.map(({ sagaUuid }) => world.saga(sagaUuid)));
        return sagas.every(({ position }) => position === "COMPLETED");
      },
      { timeout: 5_000 },
    )
    .toBe(true);
  const { rows } = await world.pool.query<{ saga_uuid: string }>(
    "select data->>'sagaUuid' saga_uuid from pgboss.job where name = 'create-prescription'",
  );
  expect(rows.map((row) => row.saga_uuid).toSorted()).toEqual(
    [unreadable.sagaUuid, patientless.sagaUuid].toSorted(),
  );
  expect(world.logged.join("")).toContain("saga.row_damaged");
  expect(world.logged.join("")).toContain("saga.order_rows_missing");
});

test("two workers on one backlog make nothing twice", async () => {
  const orders = await Promise.all(Array.from({ length: 300 }, () => world.place()));
  const workers = await Promise.all([
    world.startWorker({ concurrency: 40 }),
    world.startWorker({ concurrency: 40 }),
  ]);
  await world.settle();
  for (const { sagaUuid } of orders) {
    expect(world.partners.liveSteps(sagaUuid)).toEqual(ALL_STEPS);
    expect(world.partners.callsOf(sagaUuid)).toHaveLength(3);
  }
  expect(world.partners.madeTwice()).toEqual([]);
  for (const worker of workers) expect(worker.committer.commitCount).toBeGreaterThan(0);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], lateEvents: 0, sagaJobs: 0 });
});

test("database connections that are cut five times under load stop no worker and lose no order", async () => {
  const slow = new Set<NodeJS.Timeout>();
  world.partners.onCall = () => ({
    type: "waits",
    until: new Promise<void>((resolve) => slow.add(setTimeout(resolve, 30))),
  });
  await world.startWorker({ concurrency: 60 });
  await world.startWorker({ concurrency: 60 });
  const orders = [];
  for (const round of [1, 2, 3, 4, 5]) {
    orders.push(...(await Promise.all(Array.from({ length: 60 }, () => world.place()))));
    const reached = world.partners.calls.length + 30;
    await expect
      .poll(() => world.partners.calls.length, { timeout: 10_000, message: `round ${round}` })
      .toBeGreaterThan(reached);
    // Workers only: what a storefront sees of this is tested with the committer.
    expect(await world.terminateSessions("backstitch-%")).toBeGreaterThan(0);
    await expect
      .poll(async () =>
        world.committer.submit(probe()).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
  }
  await expect
    .poll(
      async () => {
        await world.expireLeases();
        const { rows } = await world.pool.query<{ n: number }>(
          "select count(*)::int n from order_fulfillment_sagas where step is not null",
        );
        return rows[0]?.n;
      },
      { timeout: 20_000, interval: 1_000 },
    )
    .toBe(0);
  await world.settle();
  for (const { sagaUuid } of orders) {
    expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
  }
  expect(world.partners.madeTwice()).toEqual([]);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
});

/** A submission that changes nothing: it only shows that a commit goes through again. */
const probe = () =>
  ({
    type: "discard",
    ticket: { queue: "create-prescription", jobId: newUuid() },
  }) as const;
