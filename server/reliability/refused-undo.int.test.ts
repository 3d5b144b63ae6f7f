import { afterEach, beforeEach, expect, test } from "vitest";
import { checkWorld, readStream } from "#server/fulfillment/testing/check-world";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { asking } from "#server/fulfillment/testing/outcomes";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

const callsOf = (sagaUuid: string, job: string) =>
  world.partners.callsOf(sagaUuid).filter((call) => call.job === job).length;

const REFUSALS = [
  { undo: "cancel-prescription", code: "already_dispensed", fails: "reserve-inventory" },
  { undo: "release-inventory", code: "already_committed", fails: "initiate-shipment" },
] as const;

test.each(REFUSALS)(
  "R-12 $code to $undo waits for a person within 5 s, is not asked again and again, and ends when they record what they did",
  async ({ undo, code, fails }) => {
    world.partners.script(fails, null, { type: "rejects", code: "out_of_stock" });
    world.partners.script(undo, null, { type: "rejects", code });
    await world.startWorker();
    const { sagaUuid } = await world.place();
    await expect
      .poll(async () => (await world.saga(sagaUuid)).parked?.reason, { timeout: 5_000 })
      .toBe("COMPENSATION_REFUSED");

    await world.settle();
    await world.sweep();
    await world.expireLeases();
    await world.settle();
    expect(callsOf(sagaUuid, undo)).toBe(1);

    const step = undo === "cancel-prescription" ? "prescription" : "inventory";
    world.partners.takeBackBehindOurBack(sagaUuid, step);
    const saga = await world.saga(sagaUuid);
    await world.committer.submit(
      asking(saga, { type: "resolve", happened: true, reference: null, trackingNumber: null }),
    );
    await world.settle();
    expect(await world.saga(sagaUuid)).toMatchObject({ position: "CANCELLED", parked: null });
    expect(world.partners.liveSteps(sagaUuid)).toEqual([]);
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
  },
);

test("R-12 a carrier that does not take the parcel back leaves a completed order as it is, and says why", async () => {
  await world.startWorker();
  const { sagaUuid } = await world.place();
  await world.settle();
  world.partners.script("void-shipment", null, { type: "rejects", code: "already_scanned" });
  await world.committer.submit(asking(await world.saga(sagaUuid), { type: "undo" }));
  await world.settle();
  await world.sweep();
  await world.settle();
  expect(await world.saga(sagaUuid)).toMatchObject({ position: "COMPLETED", parked: null });
  expect(world.partners.liveSteps(sagaUuid)).toHaveLength(3);
  expect(callsOf(sagaUuid, "void-shipment")).toBe(1);
  expect((await readStream(world.pool, sagaUuid)).at(-1)).toMatchObject({
    type: "CancelRejected",
    data: { code: "already_scanned" },
  });
});
