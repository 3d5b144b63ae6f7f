import { afterEach, beforeEach, expect, test } from "vitest";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { THIS_BUILD } from "#server/saga/definition";
import { claimDuty, finishDuty } from "#server/upkeep/claim-duty";
import { type Duty, DutyLoop } from "./run-duty.ts";

let world: GivenWorld;
let loops: DutyLoop[] = [];
beforeEach(async () => {
  world = await givenWorld();
  loops = [];
});
afterEach(async () => {
  await Promise.all(loops.map((loop) => loop.stop()));
  await world.close();
});

function startLoop(worker: number, duty: Partial<Duty>): void {
  const { pool, boss, committer, log } = world;
  const partners = world.partners.connect();
  const context = { pool, boss, committer, build: THIS_BUILD, partners, worker, log };
  const loop = new DutyLoop(context, {
    name: "test",
    everyMs: 20,
    leaseMs: 10_000,
    run: async () => 0,
    ...duty,
  });
  loops.push(loop);
  loop.start();
}

async function readDuty() {
  const { rows } = await world.pool.query(
    "select last_mended, total_mended::int, leased_by from upkeep_duties where duty = 'test'",
  );
  return rows[0];
}

test("a duty is done again and again, by one worker at a time, and what it mended adds up", async () => {
  const active = { now: 0, most: 0, runs: 0 };
  const run = async () => {
    active.now += 1;
    active.most = Math.max(active.most, active.now);
    await world.pool.query("select pg_sleep(0.02)");
    active.now -= 1;
    active.runs += 1;
    return 2;
  };
  startLoop(1, { run });
  startLoop(2, { run });
  await expect.poll(() => active.runs).toBeGreaterThan(4);
  await Promise.all(loops.map((loop) => loop.stop()));
  expect(active.most).toBe(1);
  expect(await readDuty()).toEqual({
    last_mended: 2,
    total_mended: 2 * active.runs,
    leased_by: null,
  });
});

test("what fails is said, and tried again when its lease is over", async () => {
  let tries = 0;
  const run = async () => {
    tries += 1;
    if (tries === 1) throw new Error("the first fails");
    return 0;
  };
  startLoop(1, { run, leaseMs: 50 });
  await expect.poll(() => tries).toBeGreaterThan(1);
  expect(world.logged.filter((line) => line.includes('"upkeep.failed"'))).toHaveLength(1);
});

test("a worker that was thought dead does not end what another is at by now", async () => {
  const claim = { everyMs: 0, leaseMs: 20 };
  expect(await claimDuty(world.pool, "test", { ...claim, worker: 1 })).toBe(true);
  await expect
    .poll(() => claimDuty(world.pool, "test", { ...claim, leaseMs: 10_000, worker: 2 }))
    .toBe(true);
  await finishDuty(world.pool, "test", { worker: 1, mended: 7 });
  expect(await readDuty()).toEqual({ last_mended: 0, total_mended: 0, leased_by: 2 });
});

test("a clock that was set back keeps nobody from a duty", async () => {
  const claim = { everyMs: 10_000, leaseMs: 10_000 };
  const setClockBack = () =>
    world.pool.query(
      `update upkeep_duties set last_run_at = last_run_at + interval '1 hour',
         leased_until = leased_until + interval '1 hour'`,
    );
  expect(await claimDuty(world.pool, "test", { ...claim, worker: 1 })).toBe(true);
  expect(await claimDuty(world.pool, "test", { ...claim, worker: 2 })).toBe(false);
  await setClockBack();
  expect(await claimDuty(world.pool, "test", { ...claim, worker: 2 })).toBe(true);
  await finishDuty(world.pool, "test", { worker: 2, mended: 0 });
  expect(await claimDuty(world.pool, "test", { ...claim, worker: 3 })).toBe(false);
  await setClockBack();
  expect(await claimDuty(world.pool, "test", { ...claim, worker: 3 })).toBe(true);
});
