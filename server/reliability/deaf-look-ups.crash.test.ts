import { afterEach, beforeEach, expect, test } from "vitest";
import { checkWorld } from "#server/fulfillment/testing/check-world";
import { DEFAULT_POLICY } from "#server/saga/policy";
import { IN_FULL } from "#testing/in-full";
import { openSandboxWorld } from "./testing/sandbox-world.ts";

const DEAF_S = IN_FULL ? 600 : 4;
/** Enough that the partner's circuit sees that it is deaf, before their budgets are used up. */
const ORDERS = 24;

let scene: Awaited<ReturnType<typeof openSandboxWorld>>;
beforeEach(async () => {
  scene = await openSandboxWorld();
});
afterEach(() => scene.close());

test("R-08 parcels that were bought, while nobody answers whether they were, stay unknown, and are found once", {
  timeout: 15 * 60_000,
}, async () => {
  const { world, sandbox } = scene;
  await sandbox.script({
    partner: "carrier",
    operation: "label",
    behaviour: "drop_after",
    times: ORDERS,
  });
  await sandbox.script({
    partner: "carrier",
    operation: "lookup",
    behaviour: "outage",
    seconds: DEAF_S,
  });
  await world.startWorker({ partners: sandbox.connect(), policy: DEFAULT_POLICY });
  const orders = await Promise.all(Array.from({ length: ORDERS }, () => world.place()));
  const sagas = () => Promise.all(orders.map(({ sagaUuid }) => world.saga(sagaUuid)));
  await expect
    .poll(async () => (await sagas()).filter((saga) => saga.inDoubtSince !== null).length, {
      timeout: 20_000,
    })
    .toBe(ORDERS);
  // Unknown is not failed: nothing is undone, nobody is told that it was shipped.
  for (const saga of await sagas()) {
    expect(saga).toMatchObject({ position: "PENDING_SHIPMENT", completedAt: null });
  }

  await world.settle({ timeoutMs: DEAF_S * 1_000 + 90_000 });
  const effects = await scene.effectsByOrder();
  for (const [i, saga] of (await sagas()).entries()) {
    expect(saga).toMatchObject({ position: "COMPLETED", parked: null });
    expect(effects.get(orders[i]?.orderNumber ?? "")).toEqual(["created", "purchased", "reserved"]);
  }
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
});
