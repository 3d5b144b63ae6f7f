import { afterEach, beforeEach, expect, test } from "vitest";
import { givenSandboxPartners } from "#server/fulfillment/testing/given-sandbox-partners";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { asking } from "#server/fulfillment/testing/outcomes";
import { STEPS } from "#server/saga/types";
import { RECONCILE_SCOPE } from "./reconcile.ts";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

const AT_ONCE = { ...RECONCILE_SCOPE, settledMs: 0 };
const every = (ms: number) => ({ reconcileEveryMs: ms, reconcileScope: AT_ONCE });

async function drifts() {
  const { rows } = await world.pool.query<{ saga_uuid: string; step: string; both: string }>(
    "select saga_uuid, step, believed || ' / ' || found as both from partner_drifts order by step",
  );
  return rows.map(({ saga_uuid: sagaUuid, step, both }) => ({ sagaUuid, step, both }));
}
const logged = (what: string) => world.logged.filter((line) => line.includes(`"${what}"`));
const runs = async () => {
  const { rows } = await world.pool.query<{ at: Date | null }>(
    "select last_run_at as at from upkeep_duties where duty = 'reconcile'",
  );
  return rows[0]?.at?.getTime() ?? 0;
};
const nextRun = async () => {
  const before = await runs();
  await expect.poll(runs).toBeGreaterThan(before);
};

test("R-24 what a partner took back behind our back is reported with both sides, once, and forgotten when it agrees", async () => {
  const sandbox = await givenSandboxPartners(world);
  const worker = await world.startWorker({ partners: sandbox.connect(), upkeep: every(50) });
  const orders = [await world.place(), await world.place(), await world.place()];
  const [untouched, order] = orders;
  if (!untouched || !order) throw new Error("Bug: nothing was placed");
  await world.settle();
  await nextRun();
  expect(await drifts()).toEqual([]);

  for (const step of ["prescription", "shipment"] as const) {
    await sandbox.takeBackBehindOurBack(order, step);
  }
  const { sagaUuid } = order;
  await expect.poll(drifts).toEqual([
    { sagaUuid, step: "prescription", both: "live / gone" },
    { sagaUuid, step: "shipment", both: "live / gone" },
  ]);
  await nextRun();
  expect(logged("partner.drift")).toHaveLength(2);
  expect(logged("partner.drift")[0]).toContain('"believed":"live","found":"gone"');

  // A person undoes it: now both sides say the same.
  await world.committer.submit(asking(await world.saga(sagaUuid), { type: "undo" }));
  await world.settle();
  await expect.poll(drifts).toEqual([]);
  expect(logged("partner.drift_ended")).toHaveLength(2);
  await worker.stop();
  await sandbox.close();
}, 30_000);

test("what stands at a partner although the order is cancelled is reported too", async () => {
  const worker = await world.startWorker({ upkeep: every(50) });
  const { sagaUuid } = await world.place();
  world.partners.script("initiate-shipment", sagaUuid, { type: "rejects", code: "undeliverable" });
  await world.settle();
  await nextRun();
  expect(await drifts()).toEqual([]);
  world.partners.onLookUp = (step) =>
    step === "inventory" ? { type: "answered", holding: "live" } : undefined;
  await expect.poll(drifts).toEqual([{ sagaUuid, step: "inventory", both: "nothing / live" }]);
  await worker.stop();
});

test("a partner that does not answer, or is on hold, is not said to differ, and one on hold is not asked", async () => {
  await world.startWorker({ upkeep: every(50) });
  await world.place();
  await world.settle();
  // Held before any of them answers otherwise: a run between the two would find that they differ.
  await world.pool.query(
    "update partner_status set held_since = now(), held_by = 'account-1' where partner in ('prescription', 'inventory')",
  );
  await nextRun();
  const asked: string[] = [];
  world.partners.onLookUp = (step) => {
    asked.push(step);
    return step === "shipment"
      ? { type: "unanswered", reply: { type: "unknown", code: "timeout" } }
      : { type: "answered", holding: "absent" };
  };
  await nextRun();
  asked.length = 0;
  await nextRun();
  expect(await drifts()).toEqual([]);
  expect(new Set(asked)).toEqual(new Set(["shipment"]));
});

test("what a person settled outside is their word, whatever the partner says", async () => {
  await world.startWorker({ upkeep: every(50) });
  world.partners.onCall = (job) => (job === "create-prescription" ? { type: "drops" } : undefined);
  world.partners.onLookUp = (step) =>
    step === "prescription"
      ? { type: "unanswered", reply: { type: "unknown", code: "timeout" } }
      : undefined;
  const { sagaUuid } = await world.place();
  await expect.poll(async () => (await world.saga(sagaUuid)).inDoubtSince).not.toBeNull();
  await world.committer.submit(asking(await world.saga(sagaUuid), { type: "hold" }));
  const resolved = await world.committer.submit(
    asking(await world.saga(sagaUuid), {
      type: "resolve",
      happened: true,
      reference: "scr_by_hand",
      trackingNumber: null,
    }),
  );
  expect(resolved).toMatchObject({ decision: "accepted" });
  world.partners.onLookUp = () => undefined;
  await world.settle();
  await nextRun();
  await nextRun();
  expect(await drifts()).toEqual([]);
});

test("more orders than one run takes are all looked at, the newest first, and then again", async () => {
  const orders = await Promise.all(Array.from({ length: 7 }, () => world.place()));
  const worker = await world.startWorker();
  await world.settle();
  await worker.stop();
  const asked: string[] = [];
  world.partners.onLookUp = (_step, { sagaUuid }) => {
    if (asked.at(-1) !== sagaUuid) asked.push(sagaUuid);
    return undefined;
  };
  await world.startWorker({
    upkeep: { reconcileEveryMs: 20, reconcileScope: { ...AT_ONCE, limit: 3 } },
  });
  await expect.poll(() => asked.length).toBeGreaterThan(2 * orders.length * STEPS.length);
  expect(new Set(asked)).toEqual(new Set(orders.map(({ sagaUuid }) => sagaUuid)));
});
