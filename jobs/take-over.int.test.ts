import { afterEach, beforeEach, expect, test } from "vitest";
import { checkWorld, readStream } from "#server/fulfillment/testing/check-world";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

test("what a killed worker had fetched and had been handed goes on in another within seconds", async () => {
  // Half of the orders hang in their first call, which was fetched, half in a step that was handed over.
  let calls = 0;
  world.partners.onCall = (job) => {
    calls += 1;
    if (job === "reserve-inventory") return { type: "hangs", acts: true };
    return calls % 2 === 0 ? { type: "hangs", acts: false } : undefined;
  };
  const { kill } = await world.startMortalWorker();
  const orders = await Promise.all(Array.from({ length: 12 }, () => world.place()));
  await expect.poll(() => world.partners.calls.length).toBeGreaterThan(12);
  await kill();
  world.partners.onCall = () => undefined;
  const killedMs = performance.now();
  await world.startWorker();

  await world.settle({ timeoutMs: 10_000, notices: false });
  // Leases are 15 s: only a take-over can have been this quick.
  expect(performance.now() - killedMs).toBeLessThan(8_000);
  // The world is looked at once nothing moves in it any more, messages included.
  await world.settle();
  for (const { sagaUuid } of orders) {
    expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
  }
  expect(world.partners.madeTwice()).toEqual([]);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
});

test("the work of a worker that is alive is not taken from it when another dies", async () => {
  const gate = Promise.withResolvers<void>();
  world.partners.onCall = () => ({ type: "hangs", acts: false });
  const { kill } = await world.startMortalWorker();
  const lost = await world.place();
  await expect.poll(() => world.partners.callsOf(lost.sagaUuid).length).toBe(1);
  await kill();

  world.partners.onCall = () => ({ type: "waits", until: gate.promise });
  await world.startWorker();
  const kept = await world.place();
  await expect.poll(() => world.partners.callsOf(kept.sagaUuid).length).toBe(1);
  await expect
    .poll(() => world.logged.some((line) => line.includes("worker.took_over")), { timeout: 10_000 })
    .toBe(true);
  world.partners.onCall = () => undefined;
  gate.resolve();
  await world.settle({ notices: false });

  const unknown = async (sagaUuid: string) => {
    const stream = await readStream(world.pool, sagaUuid);
    return stream.filter(({ type }) => type === "StepOutcomeUnknown").length;
  };
  expect([await unknown(lost.sagaUuid), await unknown(kept.sagaUuid)]).toEqual([1, 0]);
});
