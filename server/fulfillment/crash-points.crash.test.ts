import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Ledger, readSandboxHealth } from "#server/audit/ledger";
import { IN_FULL } from "#testing/in-full";
import { checkWorld, readStream } from "./testing/check-world.ts";
import {
  type Combination,
  directionOf,
  KILLS,
  POINTS,
  POSSIBLE,
  printTable,
  QUICK,
} from "./testing/crash/combinations.ts";
import { crashAt } from "./testing/crash/crash-at.ts";
import { HELD_IN_THE_END, orderOn, ROUTE_OF } from "./testing/crash/routes.ts";
import type { Scene } from "./testing/crash/victim.ts";
import { givenSandboxPartners } from "./testing/given-sandbox-partners.ts";
import { givenWorld } from "./testing/given-world.ts";
import { openPartnerGate } from "./testing/partner-gate.ts";

/**
 * somebody dies at one exact moment of one job, in one of three ways; the
 * order ends as it should all the same, with every effect once. Real workers,
 * a real database, and the bundled partners over real sockets; their ledger is
 * the judge. `CRASH_TESTS=quick` takes each moment and way once.
 */
const combinations = IN_FULL ? POSSIBLE : QUICK;
const tried: Combination[] = [];

let scene: Scene;
let close: () => Promise<void>;
beforeAll(async () => {
  const world = await givenWorld();
  const sandbox = await givenSandboxPartners(world);
  const gate = await openPartnerGate(sandbox.url);
  scene = { world, sandbox, gate };
  close = async () => {
    await world.close();
    await gate.close();
    await sandbox.close();
  };
});
afterAll(async () => {
  console.log(printTable(tried));
  await close();
});

const named = combinations.map(
  (each) =>
    [
      `${each.point} ${POINTS[each.point]}: ${directionOf(each.job)} ${each.job}, ${KILLS[each.kill]}`,
      each,
    ] as const,
);

test.each(named)("%s", async (_name, combination) => {
  const { world, sandbox, gate } = scene;
  const route = ROUTE_OF[combination.job];
  const order = orderOn(route);
  const { survivor, mend } = await crashAt(scene, combination, order);
  const healer = survivor ?? (await startHealer());
  await settle();
  await healer.end();
  await mend?.();

  const ships = route === "ships";
  const saga = await world.saga(order.sagaUuid);
  expect(saga).toMatchObject({ position: ships ? "COMPLETED" : "CANCELLED", parked: null });
  const ledger = new Ledger(sandbox.url);
  await ledger.catchUp();
  expect(ledger.standingOf(order.sagaUuid)).toMatchObject(HELD_IN_THE_END[route]);
  expect(ledger.repeatedMessages).toEqual([]);
  expect(await readSandboxHealth(sandbox.url)).toMatchObject({ invariantViolations: 0 });
  const made = (await sandbox.ledger())
    .filter(({ clientReference }) => clientReference.startsWith(order.sagaUuid))
    .map(({ effect }) => effect)
    // One for each of a shipment's two references; it makes nothing.
    .filter((effect) => effect !== "tombstoned");
  expect(made).toEqual([...new Set(made)]);
  const cancelled = (await readStream(world.pool, order.orderUuid)).filter(
    ({ type }) => type === "OrderCancelled",
  );
  expect(cancelled).toHaveLength(ships ? 0 : 1);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
  expect(gate.callsOf(order.sagaUuid).length).toBeGreaterThan(0);
  tried.push(combination);
});

async function startHealer() {
  const worker = await scene.world.startWorker({
    partners: scene.sandbox.connect(scene.gate.url),
  });
  return { end: worker.stop };
}

/** Whoever died held work: its lease is ended whenever nothing else moves. */
async function settle(): Promise<void> {
  const { world } = scene;
  await vi.waitFor(
    async () => {
      await world.expireLeases();
      await world.settle({ timeoutMs: 700 });
    },
    { timeout: 20_000, interval: 1 },
  );
}
