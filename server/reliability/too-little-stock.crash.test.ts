import { afterEach, beforeEach, expect, test } from "vitest";
import { checkWorld } from "#server/fulfillment/testing/check-world";
import { newLine } from "#server/fulfillment/testing/new-order";
import { IN_FULL } from "#testing/in-full";
import { openSandboxWorld } from "./testing/sandbox-world.ts";

const ORDERS = IN_FULL ? 1_000 : 60;
const UNITS = IN_FULL ? 100 : 20;
const NDC = { ndcDisplay: "61023-0110-90", ndcCanonical: "061023011090" };

let scene: Awaited<ReturnType<typeof openSandboxWorld>>;
beforeEach(async () => {
  scene = await openSandboxWorld();
});
afterEach(() => scene.close());

test("R-18 of a thousand orders for a hundred units a hundred are shipped and the others end with nothing left over", async () => {
  const { world, sandbox } = scene;
  await sandbox.stock(NDC.ndcDisplay, UNITS);
  await world.startWorker({ partners: sandbox.connect() });
  const lines = [newLine({ ...NDC, quantity: 1 })];
  const orders = await Promise.all(Array.from({ length: ORDERS }, () => world.place({ lines })));
  await world.settle({ timeoutMs: 120_000 });
  const effects = await scene.effectsByOrder();
  const ends = await Promise.all(
    orders.map(async ({ sagaUuid, orderNumber }) => {
      const { position, parked } = await world.saga(sagaUuid);
      expect(parked).toBeNull();
      expect(effects.get(orderNumber)).toEqual(
        position === "COMPLETED" ? ["created", "purchased", "reserved"] : ["cancelled", "created"],
      );
      return position;
    }),
  );
  expect(ends.filter((end) => end === "COMPLETED")).toHaveLength(UNITS);
  expect(ends.filter((end) => end === "CANCELLED")).toHaveLength(ORDERS - UNITS);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
});
