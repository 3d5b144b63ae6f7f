import { afterEach, beforeEach, expect, test } from "vitest";
import type { NewOrder } from "#server/fulfillment/submissions";
import { checkWorld } from "#server/fulfillment/testing/check-world";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { cancelling } from "#server/fulfillment/testing/outcomes";
import type { PartnerJob } from "#server/partners/types";

let world: GivenWorld;
/** Since the order was placed: stock was released while a shipment stood. */
let rash: boolean;
beforeEach(async () => {
  world = await givenWorld();
  rash = false;
});
afterEach(() => world.close());

const JOBS = [
  "create-prescription",
  "reserve-inventory",
  "initiate-shipment",
  "release-inventory",
  "cancel-prescription",
] as const;
const MOMENTS = ["is on its way", "was done, and its answer was lost", "is to be tried again"];

/** Lets partners go on as they please once the customer has cancelled at this moment. */
async function cancelAt(at: PartnerJob, moment: string): Promise<NewOrder> {
  const cancelled = Promise.withResolvers<void>();
  const met = Promise.withResolvers<void>();
  let isFirst = true;
  world.partners.onCall = (job, { sagaUuid }) => {
    const live = world.partners.liveSteps(sagaUuid);
    if (job === "release-inventory" && live.includes("shipment")) rash = true;
    // So that there is something to undo before the customer comes.
    if (job === "initiate-shipment" && at !== "initiate-shipment") {
      return { type: "rejects", code: "undeliverable" };
    }
    if (job !== at || !isFirst) return undefined;
    isFirst = false;
    met.resolve();
    if (moment === MOMENTS[0]) return { type: "waits", until: cancelled.promise };
    if (moment === MOMENTS[1]) return { type: "acts_and_drops" };
    return { type: "transient", code: "unavailable" };
  };
  await world.startWorker();
  const order = await world.place();
  await met.promise;
  await world.committer.submit(cancelling(order));
  cancelled.resolve();
  return order;
}

const CELLS = JOBS.flatMap((job) => MOMENTS.map((moment) => ({ job, moment })));

test.each(CELLS)(
  "R-15 an order that its customer cancels while $job $moment ends, as one or the other",
  async ({ job, moment }) => {
    const { sagaUuid } = await cancelAt(job, moment);
    await world.settle();
    const saga = await world.saga(sagaUuid);
    expect(saga.parked).toBeNull();
    const live = world.partners.liveSteps(sagaUuid).toSorted();
    expect([saga.position, ...live]).toEqual(
      saga.position === "COMPLETED"
        ? ["COMPLETED", "inventory", "prescription", "shipment"]
        : ["CANCELLED"],
    );
    // Before the parcel is bought, nothing keeps an order from being cancelled.
    if (job !== "initiate-shipment") expect(saga.position).toBe("CANCELLED");
    expect(rash).toBe(false);
    expect(world.partners.madeTwice()).toEqual([]);
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
  },
);

test("R-15 an order that its customer cancels before any worker saw it, and one that was shipped, end as one or the other", async () => {
  const early = await world.place();
  await world.committer.submit(cancelling(early));
  await world.startWorker();
  const shipped = await world.place();
  await world.settle();
  expect((await world.saga(shipped.sagaUuid)).position).toBe("COMPLETED");
  await world.committer.submit(cancelling(shipped));
  await world.settle();
  for (const { sagaUuid } of [early, shipped]) {
    expect(await world.saga(sagaUuid)).toMatchObject({ position: "CANCELLED", parked: null });
    expect(world.partners.liveSteps(sagaUuid)).toEqual([]);
  }
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
});
