import { afterAll, beforeAll, expect, test } from "vitest";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";

let world: GivenWorld;
beforeAll(async () => {
  world = await givenWorld();
});
afterAll(() => world.close());

type Updates = { all: number; hot: number };

/** What Postgres has counted of the sagas' rows; a session tells it when it ends, or with a delay. */
async function readUpdates(): Promise<Updates> {
  const { rows } = await world.pool.query<Updates>(
    `select n_tup_upd::int "all", n_tup_hot_upd::int hot from pg_stat_user_tables
     where relname = 'order_fulfillment_sagas'`,
  );
  return rows[0] ?? { all: 0, hot: 0 };
}

test("a saga that goes from one step to the next touches no index of its row: only its end does", async () => {
  const orders = 12;
  await world.startWorker();
  // One after the other: a page cannot be cleared for the next update while others look at it.
  for (let count = 0; count < orders; count += 1) {
    await world.place();
    await world.settle();
  }
  await world.terminateSessions("backstitch-committer");
  const steps = orders * 3;
  await expect.poll(async () => (await readUpdates()).all, { timeout: 20_000 }).toBe(steps);
  const { hot } = await readUpdates();
  // Two of three: a few may find no room on their page.
  expect(hot / steps).toBeGreaterThan(0.5);
});
