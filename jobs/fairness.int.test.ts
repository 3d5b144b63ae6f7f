import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { NewOrder } from "#server/fulfillment/submissions";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { answering } from "#server/fulfillment/testing/outcomes";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

const CONCURRENCY = 16;
const FLOOD = 60;
const place = (count: number) => Promise.all(Array.from({ length: count }, () => world.place()));
const positionOf = async ({ sagaUuid }: NewOrder) => (await world.saga(sagaUuid)).position;

/** An order whose stock was refused: what was made for it is to be taken back, and no worker has begun. */
async function givenCompensating(): Promise<NewOrder> {
  const order = await world.place();
  for (const outcome of [
    { type: "succeeded", reference: "rx-1" } as const,
    { type: "rejected", code: "out_of_stock" } as const,
  ]) {
    await world.committer.submit(answering(await world.saga(order.sagaUuid), outcome));
  }
  return order;
}

describe("in a flood of new orders whose partner hangs", () => {
  beforeEach(() => {
    world.partners.onCall = (job) =>
      job === "create-prescription" ? { type: "hangs", acts: false } : undefined;
  });

  test("an order that is taken back is not kept waiting", async () => {
    await place(FLOOD);
    const compensating = await givenCompensating();
    await world.startWorker({ concurrency: CONCURRENCY });
    await expect.poll(() => positionOf(compensating), { timeout: 10_000 }).toBe("CANCELLED");
  });

  test("an order that has its prescription goes on to its shipment", async () => {
    await place(FLOOD);
    const ahead = await world.place();
    const saga = await world.saga(ahead.sagaUuid);
    await world.committer.submit(answering(saga, { type: "succeeded", reference: "rx-1" }));
    await world.startWorker({ concurrency: CONCURRENCY });
    await expect.poll(() => positionOf(ahead), { timeout: 10_000 }).toBe("COMPLETED");
  });
});

test("of orders that wait, those that came first are begun first", async () => {
  const orders: NewOrder[] = [];
  for (let count = 0; count < 30; count += 1) orders.push(await world.place());
  const begun: string[] = [];
  world.partners.onCall = (job, { sagaUuid }) => {
    if (job === "create-prescription") begun.push(sagaUuid);
    return undefined;
  };
  await world.startWorker({ concurrency: 4 });
  await world.settle({ timeoutMs: 20_000 });
  // A few places at a time: each order begins at most as many later as there are places.
  const late = orders.map(({ sagaUuid }, index) => begun.indexOf(sagaUuid) - index);
  expect(Math.max(...late)).toBeLessThan(8);
});
