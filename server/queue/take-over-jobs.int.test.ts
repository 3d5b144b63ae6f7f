import { afterEach, beforeEach, expect, test } from "vitest";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { newUuid } from "#server/ids";
import { CALLED_BY_NOBODY_KNOWN } from "./queues.ts";
import { takeOverJobs } from "./take-over-jobs.ts";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

const QUEUE = "create-prescription";
const [SELF, OTHER, DEAD] = [1, 2, 3];

const heldBy = (holder: number) => ({
  id: newUuid(),
  data: { sagaUuid: newUuid(), dispatch: 1, holder },
});

test("what the living hold is left to them, and what the dead held is due at once", async () => {
  const fetched = { self: heldBy(SELF), other: heldBy(OTHER), dead: heldBy(DEAD) };
  await world.boss.insert(QUEUE, Object.values(fetched));
  expect(await world.boss.fetch(QUEUE, { batchSize: 10 })).toHaveLength(3);
  const nets = { other: heldBy(OTHER), dead: heldBy(DEAD) };
  await world.boss.insert(
    QUEUE,
    Object.values(nets).map((net) => ({ ...net, startAfter: 60 })),
  );

  const living = { workers: [SELF, OTHER], worker: SELF, inHand: [fetched.self.id] };
  expect(await takeOverJobs(world.pool, world.boss, living)).toBe(2);
  const due = await world.boss.fetch(QUEUE, { batchSize: 10 });
  expect(new Set(due.map(({ id }) => id))).toEqual(new Set([fetched.dead.id, nets.dead.id]));
});

test("what was queued again in place of a lost job waits for that one's lease: whoever had it may be at it still", async () => {
  const again = heldBy(CALLED_BY_NOBODY_KNOWN);
  await world.boss.insert(QUEUE, [{ ...again, startAfter: 60 }]);
  const living = { workers: [SELF, OTHER], worker: SELF, inHand: [] };
  expect(await takeOverJobs(world.pool, world.boss, living)).toBe(0);
  expect(await world.boss.fetch(QUEUE)).toEqual([]);
});
