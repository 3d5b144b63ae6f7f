import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { NewOrder } from "#server/fulfillment/submissions";
import { checkWorld } from "#server/fulfillment/testing/check-world";
import { DEFAULT_POLICY } from "#server/saga/policy";
import { IN_FULL } from "#testing/in-full";
import { openSandboxWorld } from "./testing/sandbox-world.ts";

const OUTAGE_S = IN_FULL ? 600 : 4;
const EVERY_MS = IN_FULL ? 200 : 50;
const DRAINED_WITHIN_MS = 90_000;

let scene: Awaited<ReturnType<typeof openSandboxWorld>>;
beforeEach(async () => {
  scene = await openSandboxWorld();
});
afterEach(() => scene.close());

test("R-14 an outage of ten minutes under load fails no order, and all of it drains by itself", {
  timeout: 15 * 60_000,
}, async () => {
  const { world, sandbox } = scene;
  await world.startWorker({ partners: sandbox.connect(), policy: DEFAULT_POLICY });
  await sandbox.script({ partner: "inventory", behaviour: "outage", seconds: OUTAGE_S });
  await sandbox.script({
    partner: "inventory",
    operation: "lookup",
    behaviour: "outage",
    seconds: OUTAGE_S,
  });
  const orders: NewOrder[] = [];
  for (const until = Date.now() + OUTAGE_S * 1_000; Date.now() < until; ) {
    orders.push(await world.place());
    await pause(EVERY_MS);
  }
  await world.settle({ timeoutMs: DRAINED_WITHIN_MS });
  const effects = await scene.effectsByOrder();
  for (const { sagaUuid, orderNumber } of orders) {
    expect(await world.saga(sagaUuid)).toMatchObject({ position: "COMPLETED", parked: null });
    expect(effects.get(orderNumber)).toEqual(["created", "purchased", "reserved"]);
  }
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
});
