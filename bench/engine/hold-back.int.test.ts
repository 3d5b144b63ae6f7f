import { afterAll, beforeAll, expect, test } from "vitest";
import { fetchSagaJobs } from "#server/fulfillment/fetch-saga-jobs";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { holdBack } from "./hold-back.ts";

let world: GivenWorld;
beforeAll(async () => {
  world = await givenWorld();
});
afterAll(() => world.close());

const FETCH = { worker: 7, count: 10 };
const fetchIds = async (count = FETCH.count) => {
  const jobs = await fetchSagaJobs(world.pool, "create-prescription", { ...FETCH, count });
  return jobs.map(({ id }) => id);
};

test("what is held back is fetched once it is let go, and what a worker has taken stays with it", async () => {
  await world.place();
  const [taken] = await fetchIds(1);
  await world.place();
  await world.place();

  const backlog = await holdBack({ databaseUrl: world.database.url });
  expect(backlog.size).toBe(2);
  expect(await fetchIds()).toEqual([]);

  await backlog.letGo(1);
  await backlog.letGo(2);
  const fetched = await fetchIds();
  expect(fetched).toHaveLength(2);
  expect(fetched).not.toContain(taken);
  await backlog.close();
});
