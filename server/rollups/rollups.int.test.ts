import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withClient } from "#scripts/postgres/prepare-database";
import { rollupsEqualTheirEvents } from "#server/audit/rollups-equal-their-events";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { answering, asking } from "#server/fulfillment/testing/outcomes";
import type { Outcome } from "#server/saga/types";
import { countEvents } from "./count-events.ts";
import { createFollowEvents } from "./follow-events.ts";
import { recountRollups } from "./recount.ts";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

const WITHOUT_END = { batchSize: 7, atATimeMs: 60_000 };

async function follow(options = WITHOUT_END): Promise<void> {
  const { pool, boss, committer, log } = world;
  // What a rule gets of a worker; this one only reads the pool.
  const context = { pool, boss, committer, log } as Parameters<
    ReturnType<typeof createFollowEvents>
  >[0];
  await createFollowEvents(options)(context);
}

async function answer(sagaUuid: string, ...replies: (Outcome | undefined)[]): Promise<void> {
  for (const reply of replies) {
    await world.committer.submit(answering(await world.saga(sagaUuid), reply));
  }
}

async function activity(width = 3_600): Promise<Record<string, number>> {
  const { rows } = await world.pool.query<{ measure: string; count: number }>(
    `select measure, sum(count)::int as count from activity_rollups
     where width_seconds = $1 group by 1 order by 1`,
    [width],
  );
  return Object.fromEntries(rows.map(({ measure, count }) => [measure, count]));
}

async function done(): Promise<Record<string, number>> {
  const { rows } = await world.pool.query<{ subject: string; count: number }>(
    `select subject, sum(count)::int as count from duration_rollups
     where width_seconds = 300 group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ subject, count }) => [subject, count]));
}

/** What the doctor says of them. */
async function faults(): Promise<string | null> {
  const finding = await withClient(world.database.adminUrl, (client) =>
    rollupsEqualTheirEvents.run({ client, appRole: "backstitch_app", sandbox: null }),
  );
  return finding.status === "broken" ? finding.offender : null;
}

/** Complete, refused and undone, tried again, in doubt, parked by the warehouse's refusal of our request. */
async function givenAllSortsOfOrders(): Promise<void> {
  const [completed, refused, tried, doubted, parked] = await Promise.all(
    Array.from({ length: 5 }, () => world.place()),
  );
  if (!completed || !refused || !tried || !doubted || !parked) throw new Error("Bug: five orders");
  await answer(completed.sagaUuid, undefined, undefined, undefined);
  await answer(refused.sagaUuid, undefined, { type: "rejected", code: "insufficient_stock" });
  await answer(refused.sagaUuid, undefined, undefined);
  const unavailable: Outcome = { type: "transient", code: "unavailable" };
  await answer(tried.sagaUuid, unavailable, { type: "not_sent", code: "circuit_open" }, undefined);
  await answer(doubted.sagaUuid, undefined, { type: "unknown", code: "timeout" });
  const misread: Outcome = { type: "misconfigured", scope: "request", code: "invalid_request" };
  await answer(parked.sagaUuid, undefined, misread);
}

const ALL_SORTS = {
  inventory_failed: 2,
  inventory_refused: 1,
  orders_cancelled: 1,
  orders_completed: 1,
  orders_placed: 5,
  prescription_failed: 1,
};

test("each order, each failed attempt and each step that was done is counted where it belongs", async () => {
  await givenAllSortsOfOrders();
  await follow();
  // An unknown outcome is one failed attempt although it schedules a retry; a call that an open
  // circuit kept back is none.
  expect(await activity(300)).toEqual(ALL_SORTS);
  expect(await activity(3_600)).toEqual(ALL_SORTS);
  expect(await done()).toEqual({ inventory: 1, order: 1, prescription: 5, shipment: 1, undo: 1 });
  expect(await faults()).toBeNull();
});

test("an event counts once, however often and by how many it is looked at", async () => {
  await givenAllSortsOfOrders();
  await Promise.all([follow(), follow(), follow()]);
  await follow();
  expect(await activity()).toEqual(ALL_SORTS);
  await givenAllSortsOfOrders();
  await Promise.all([follow(), follow()]);
  expect((await activity()).orders_placed).toBe(10);
  expect(await faults()).toBeNull();
});

test("whoever is killed between counting and its commit has counted nothing, and the next counts it", async () => {
  await givenAllSortsOfOrders();
  const victim = new pg.Client({ connectionString: world.database.url });
  victim.on("error", () => undefined);
  await victim.connect();
  const { rows } = await victim.query<{ pid: number }>("select pg_backend_pid() as pid");
  // Dies after the sums were written and before the cursor moved.
  const dying = new Proxy(victim, {
    get: (target, key) =>
      key === "query"
        ? async (text: string, values?: unknown[]) => {
            if (text.includes("update rollup_progress")) {
              await world.pool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
            }
            return target.query(text, values);
          }
        : Reflect.get(target, key),
  });
  await expect(countEvents(dying, 5_000)).rejects.toThrow();
  await victim.end().catch(() => undefined);
  expect(await activity()).toEqual({});
  await follow();
  expect(await activity()).toEqual(ALL_SORTS);
  expect(await faults()).toBeNull();
});

test("a long backlog is taken in pieces, and the rollups say up to when they have counted", async () => {
  for (let orders = 0; orders < 3; orders += 1) await givenAllSortsOfOrders();
  const { rows: ends } = await world.pool.query<{ head: number; at: Date }>(
    "select max(id)::int as head, max(occurred_at) as at from event_store",
  );
  const place = async () => {
    const { rows } = await world.pool.query<{ cursor: number; as_of: Date | null }>(
      "select cursor::int, as_of from rollup_progress",
    );
    return rows[0];
  };
  await follow({ batchSize: 10, atATimeMs: 0 });
  expect(await place()).toEqual({ cursor: 0, as_of: null });
  await withClient(world.database.url, (client) => countEvents(client, 10));
  const first = await place();
  expect(first?.cursor).toBe(10);
  expect(first?.as_of?.getTime()).toBeLessThan(ends[0]?.at.getTime() ?? 0);
  await follow();
  const last = await place();
  expect(last?.cursor).toBe(ends[0]?.head);
  expect(last?.as_of?.getTime()).toBeGreaterThanOrEqual(ends[0]?.at.getTime() ?? 0);
  expect((await activity()).orders_placed).toBe(15);
});

test("counted anew they are what they were, and the doctor names a figure that is not what the events say", async () => {
  await givenAllSortsOfOrders();
  const [first] = await Promise.all([world.place()]);
  if (!first) throw new Error("Bug: an order was placed");
  await world.committer.submit(asking(await world.saga(first.sagaUuid), { type: "undo" }));
  await follow();
  const before = { activity: await activity(), done: await done() };
  await world.pool.query(
    "update activity_rollups set count = count + 1 where measure = 'orders_placed'",
  );
  expect(await faults()).toMatch(/orders_placed is 7, the events say 6/);
  await withClient(world.database.url, (client) => recountRollups(client));
  expect({ activity: await activity(), done: await done() }).toEqual(before);
  expect(await faults()).toBeNull();
});

test("a worker follows the events by itself, and forgets what is too old to be shown", async () => {
  await world.pool.query(
    `insert into activity_rollups (width_seconds, bucket_at, measure, count) values
       (300, now() - interval '4 days', 'orders_placed', 1),
       (3600, now() - interval '4 days', 'orders_placed', 1),
       (3600, now() - interval '40 days', 'orders_placed', 1)`,
  );
  await world.startWorker({ upkeep: { rollupsEveryMs: 20 } });
  for (let orders = 0; orders < 4; orders += 1) await world.place();
  await world.settle();
  await expect
    .poll(() => activity(300))
    .toEqual({
      orders_completed: 4,
      orders_placed: 4,
      customers_told: 4,
    });
  // What is too old goes when everything else is counted.
  await expect.poll(async () => (await activity(3_600)).orders_placed).toBe(5);
});
