import { afterEach, expect, test, vi } from "vitest";
import { withClient } from "#scripts/postgres/prepare-database";
import { checkWorld, readStream } from "#server/fulfillment/testing/check-world";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { installShiftedClock, SHIFT_CLOCK } from "#server/fulfillment/testing/shifted-clock";
import type { TestDatabase } from "#testing/database";

let world: GivenWorld;
afterEach(async () => {
  vi.useRealTimers();
  await world.close();
});

const HOUR_MS = 3_600_000;

/** Nothing in the stream or the row happened before what came before it. */
async function expectNoAgeBelowZero(sagaUuid: string): Promise<void> {
  const saga = await world.saga(sagaUuid);
  expect(saga.updatedAt - saga.startedAt).toBeGreaterThanOrEqual(0);
  const times = (await readStream(world.pool, sagaUuid)).map(({ at }) => at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
}

test.each([HOUR_MS, -HOUR_MS])(
  "R-21 a worker whose own clock jumps by %d ms loses no timer and sees no negative age",
  async (jumpMs) => {
    world = await givenWorld();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
    for (const job of ["create-prescription", "reserve-inventory"] as const) {
      world.partners.script(job, null, { type: "transient", code: "unavailable" });
    }
    world.partners.onCall = () => {
      vi.setSystemTime(Date.now() + jumpMs);
      return undefined;
    };
    await world.startWorker();
    const { sagaUuid } = await world.place();
    await world.settle();
    expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
    await expectNoAgeBelowZero(sagaUuid);
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
  },
);

/** The night in which New York's clocks are set back: 05:30Z is before, 06:30Z after. */
async function installNightOfNewYork(database: TestDatabase): Promise<void> {
  await installShiftedClock(database);
  await withClient(database.adminUrl, async (client) => {
    const name = new URL(database.url).pathname.slice(1);
    await client.query(`alter database "${name}" set timezone = 'America/New_York'`);
    await client.query(
      `update test_clock.shift set by = timestamptz '2026-11-01 05:30:00Z' - pg_catalog.clock_timestamp()`,
    );
  });
}

test("R-21 in the night in which the clocks are set back a deadline is four hours away, and a retry is not an hour late", async () => {
  world = await givenWorld({ prepare: installNightOfNewYork });
  world.partners.script("create-prescription", null, { type: "transient", code: "unavailable" });
  const waiting = Promise.withResolvers<void>();
  world.partners.script("reserve-inventory", null, { type: "waits", until: waiting.promise });
  await world.startWorker();
  const { sagaUuid } = await world.place();
  await expect
    .poll(async () => (await world.saga(sagaUuid)).position)
    .toBe("PENDING_INVENTORY_RESERVATION");
  const { startedAt, deadlineAt } = await world.saga(sagaUuid);
  expect(new Date(startedAt).toISOString()).toMatch(/^2026-11-01T05:30/);
  expect((deadlineAt ?? 0) - startedAt).toBe(4 * HOUR_MS);
  await world.pool.query(SHIFT_CLOCK, [HOUR_MS]);
  waiting.resolve();
  await world.settle();
  const saga = await world.saga(sagaUuid);
  expect(saga.position).toBe("COMPLETED");
  expect((saga.completedAt ?? 0) - saga.startedAt).toBeGreaterThan(HOUR_MS);
  await expectNoAgeBelowZero(sagaUuid);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
});
