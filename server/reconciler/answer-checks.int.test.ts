import { drizzle } from "drizzle-orm/node-postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as schema from "#db/schema/index";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { askChecks } from "#server/operations/world/ask-checks";
import { DEFAULT_POLICY } from "#server/saga/policy";
import type { Step } from "#server/saga/types";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

const CALM = { reconcileEveryMs: 3_600_000 };

function ask(sagaUuid: string, ...steps: Step[]) {
  const db = drizzle(world.pool, { schema });
  return askChecks({ db, policy: DEFAULT_POLICY }, "dana", { sagaUuid, steps });
}

async function answers(sagaUuid: string) {
  const { rows } = await world.pool.query<{ said: string }>(
    `select step || ': ' || coalesce(found, problem_code, 'waiting') said from partner_checks
     where saga_uuid = $1 order by step`,
    [sagaUuid],
  );
  return rows.map(({ said }) => said);
}

async function completedOrder() {
  const { sagaUuid } = await world.place();
  await world.settle();
  return sagaUuid;
}

test("a worker asks what a person wants to know, and the order does not move by it", async () => {
  await world.startWorker({ upkeep: CALM });
  const sagaUuid = await completedOrder();
  const before = await world.saga(sagaUuid);
  expect(await ask(sagaUuid, "shipment", "prescription")).toEqual({
    asked: ["prescription", "shipment"],
    because: null,
  });
  await expect
    .poll(() => answers(sagaUuid), { timeout: 5_000 })
    .toEqual(["prescription: live", "shipment: live"]);
  expect(await world.saga(sagaUuid)).toEqual(before);
});

test("a question waits for a worker, and is not put twice at once", async () => {
  const worker = await world.startWorker({ upkeep: CALM });
  const sagaUuid = await completedOrder();
  await worker.stop();
  await ask(sagaUuid, "shipment");
  expect(await ask(sagaUuid, "shipment")).toEqual({ asked: [], because: "It is being asked now." });
  expect(await answers(sagaUuid)).toEqual(["shipment: waiting"]);
  await world.startWorker({ upkeep: CALM });
  await expect.poll(() => answers(sagaUuid), { timeout: 5_000 }).toEqual(["shipment: live"]);
  expect((await ask(sagaUuid, "shipment")).because).toBe("It was asked just now.");
});

test("two workers ask a partner once", async () => {
  const worker = await world.startWorker({ upkeep: CALM });
  const sagaUuid = await completedOrder();
  await worker.stop();
  const asked: string[] = [];
  world.partners.onLookUp = (step, question) => {
    if (question.sagaUuid === sagaUuid) asked.push(step);
    return undefined;
  };
  await ask(sagaUuid, "prescription", "inventory", "shipment");
  await world.startWorker({ upkeep: CALM });
  await world.startWorker({ upkeep: CALM });
  await expect
    .poll(() => answers(sagaUuid), { timeout: 5_000 })
    .toEqual(["inventory: live", "prescription: live", "shipment: live"]);
  expect(asked.toSorted()).toEqual(["inventory", "prescription", "shipment"]);
});

test("a partner that does not answer is said not to have answered, and what was known stays", async () => {
  await world.startWorker({ upkeep: CALM });
  const sagaUuid = await completedOrder();
  world.partners.onLookUp = () => ({
    type: "unanswered",
    reply: { type: "unknown", code: "timeout" },
  });
  await ask(sagaUuid, "shipment");
  await expect.poll(() => answers(sagaUuid), { timeout: 5_000 }).toEqual(["shipment: timeout"]);
});

test("a partner on hold is asked nothing, whether it was on hold before or after the question", async () => {
  const worker = await world.startWorker({ upkeep: CALM });
  const sagaUuid = await completedOrder();
  await worker.stop();
  await ask(sagaUuid, "shipment");
  await world.pool.query(
    "update partner_status set held_since = now(), held_by = 'luis' where partner = 'carrier'",
  );
  const asked: string[] = [];
  world.partners.onLookUp = (step) => {
    asked.push(step);
    return undefined;
  };
  await world.startWorker({ upkeep: CALM });
  await expect
    .poll(() => answers(sagaUuid), { timeout: 5_000 })
    .toEqual(["shipment: partner_held"]);
  expect(asked).toEqual([]);
  expect((await ask(sagaUuid, "shipment")).because).toMatch(/^Parcelway is on hold/);
});

test("what differs of an order that stands still is kept as the reconciler keeps it", async () => {
  const worker = await world.startWorker({ upkeep: CALM });
  const sagaUuid = await completedOrder();
  await worker.stop();
  // An hour passes, so that no partner's books can lag behind.
  await world.pool.query(
    "update order_fulfillment_sagas set updated_at = updated_at - interval '1 hour' where saga_uuid = $1",
    [sagaUuid],
  );
  world.partners.onLookUp = () => ({ type: "answered", holding: "gone" });
  await ask(sagaUuid, "shipment");
  await world.startWorker({ upkeep: CALM });
  await expect.poll(() => answers(sagaUuid), { timeout: 5_000 }).toEqual(["shipment: gone"]);
  const drifts = await world.pool.query("select step, believed, found from partner_drifts");
  expect(drifts.rows).toEqual([{ step: "shipment", believed: "live", found: "gone" }]);
});

test("nobody asks more than partners should feel", async () => {
  await world.startWorker({ upkeep: CALM });
  const sagas: string[] = [];
  for (let i = 0; i < 11; i += 1) sagas.push((await world.place()).sagaUuid);
  await world.settle();
  const told = [];
  for (const saga of sagas) told.push(await ask(saga, "prescription", "inventory", "shipment"));
  expect(told.map(({ asked }) => asked.length)).toEqual([...Array(10).fill(3), 0]);
  expect(told.at(-1)?.because).toMatch(/^You have asked a lot/);
});
