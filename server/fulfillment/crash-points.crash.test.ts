import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { PartnerJob } from "#server/partners/types";
import { checkWorld, readStream } from "./testing/check-world.ts";
import { type GivenWorld, givenWorld, type MortalWorker } from "./testing/given-world.ts";
import { asking } from "./testing/outcomes.ts";

/**
 * A worker dies at one exact moment of one job; another one finds what it left.
 * Every job and every moment is tried: `CRASH_TESTS=quick` takes one step
 * forward and one back.
 */
const MOMENTS = {
  "before its call": { where: "call", acts: false },
  "after its call, before the answer": { where: "call", acts: true },
  "after the answer, before the record": { where: "before_commit" },
  "after the record, before the next job": { where: "after_commit" },
} as const;
type Moment = (typeof MOMENTS)[keyof typeof MOMENTS];

/** How an order comes to the job in question, and how it must end whatever dies on the way. */
type Route = "ships" | "is refused at shipment" | "is taken back by a person";
const ROUTE_OF: Record<PartnerJob, Route> = {
  "create-prescription": "ships",
  "reserve-inventory": "ships",
  "initiate-shipment": "ships",
  "void-shipment": "is taken back by a person",
  "release-inventory": "is refused at shipment",
  "cancel-prescription": "is refused at shipment",
};

const quick = process.env.CRASH_TESTS === "quick";
const jobs: readonly PartnerJob[] = quick
  ? ["reserve-inventory", "release-inventory"]
  : [
      "create-prescription",
      "reserve-inventory",
      "initiate-shipment",
      "void-shipment",
      "release-inventory",
      "cancel-prescription",
    ];
const moments = Object.entries(MOMENTS);

let world: GivenWorld;
beforeAll(async () => {
  world = await givenWorld();
});
afterAll(() => world.close());
afterEach(() => {
  world.partners.onCall = () => undefined;
});

/** Lets a worker die at the moment; resolves when it is dead. */
async function dieAt(job: PartnerJob, moment: Moment, skip = 0): Promise<() => Promise<void>> {
  const dead = Promise.withResolvers<void>();
  const mortal: MortalWorker = await world.startMortalWorker();
  const ordinary = world.partners.onCall;
  let armed = true;
  world.partners.onCall = (called, call) => {
    if (called !== job || !armed) return ordinary(called, call);
    armed = false;
    switch (moment.where) {
      case "call":
        mortal.kill().then(dead.resolve, dead.reject);
        return { type: "hangs", acts: moment.acts };
      case "before_commit":
        void mortal.proxy.cutBeforeNextCommit({ skip }).then(mortal.silence).then(dead.resolve);
        return ordinary(called, call);
      case "after_commit":
        void mortal.proxy.cutAfterNextCommit({ skip }).then(mortal.silence).then(dead.resolve);
        return ordinary(called, call);
    }
  };
  return async () => {
    await dead.promise;
    world.partners.onCall = ordinary;
  };
}

function setRoute(route: Route): void {
  world.partners.onCall = (job) =>
    route === "is refused at shipment" && job === "initiate-shipment"
      ? { type: "rejects", code: "address_undeliverable" }
      : undefined;
}

async function placeAlong(route: Route): Promise<string> {
  const { sagaUuid } = await world.place();
  if (route === "is taken back by a person") {
    await expect.poll(async () => (await world.saga(sagaUuid)).position).toBe("COMPLETED");
    await world.committer.submit(asking(await world.saga(sagaUuid), { type: "undo" }));
  }
  return sagaUuid;
}

async function expectEnd(sagaUuid: string, route: Route, deaths: number): Promise<void> {
  const healer = await world.startWorker();
  await world.expireLeases();
  await world.settle();
  await healer.stop();
  const ships = route === "ships";
  const saga = await world.saga(sagaUuid);
  expect(saga).toMatchObject({ position: ships ? "COMPLETED" : "CANCELLED", parked: null });
  expect(world.partners.liveSteps(sagaUuid)).toEqual(
    ships ? ["prescription", "inventory", "shipment"] : [],
  );
  expect(world.partners.madeTwice()).toEqual([]);
  const stream = await readStream(world.pool, sagaUuid);
  const unknown = stream.filter(({ type }) => type === "StepOutcomeUnknown");
  expect(unknown.length).toBeLessThanOrEqual(deaths);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], lateEvents: 0, sagaJobs: 0 });
}

describe.each(jobs)("a worker that dies at %s", (job) => {
  const route = ROUTE_OF[job];

  test.each(moments)("%s leaves an order that ends as it should", async (_name, moment) => {
    setRoute(route);
    const died = await dieAt(job, moment);
    const sagaUuid = await placeAlong(route);
    await died();
    await expectEnd(sagaUuid, route, 1);
  });

  test.skipIf(quick).each(moments)("%s, and its successor too", async (_name, moment) => {
    setRoute(route);
    const died = await dieAt(job, moment);
    const sagaUuid = await placeAlong(route);
    await died();
    const second = await world.startMortalWorker();
    let dead = false;
    world.partners.onCall = () => {
      void second.kill().then(() => {
        dead = true;
      });
      return { type: "hangs", acts: true };
    };
    await world.expireLeases();
    // What the first left may be past every call already; then the second has nothing to die of.
    const ended = async () => (await world.saga(sagaUuid)).work === null;
    await expect.poll(async () => dead || (await ended())).toBe(true);
    await second.kill();
    setRoute(route);
    await expectEnd(sagaUuid, route, 2);
  });
});

test
  .skipIf(quick)
  .each([
    MOMENTS["after the answer, before the record"],
    MOMENTS["after the record, before the next job"],
  ])(
  "a worker that dies at cancel-order ($where) leaves an order that is cancelled once",
  async (moment) => {
    setRoute("is refused at shipment");
    // The commit after the one that records the last undo.
    const died = await dieAt("cancel-prescription", moment, 1);
    const sagaUuid = await placeAlong("is refused at shipment");
    await died();
    await expectEnd(sagaUuid, "is refused at shipment", 1);
    const { orderUuid } = await world.saga(sagaUuid);
    const cancelled = (await readStream(world.pool, orderUuid)).filter(
      ({ type }) => type === "OrderCancelled",
    );
    expect(cancelled).toHaveLength(1);
  },
);
