import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CIRCUIT_POLICY, type CircuitPolicy } from "#server/circuits/circuit";
import type { NewOrder } from "#server/fulfillment/submissions";
import { checkWorld, readStream } from "#server/fulfillment/testing/check-world";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

/** Quick to open and to try again, so that no test waits for seconds. */
const HASTY: CircuitPolicy = {
  ...CIRCUIT_POLICY,
  firstWaitMs: 200,
  longestWaitMs: 400,
  lookUpEveryMs: 300,
  probeMs: 2_000,
};
const startWorker = () => world.startWorker({ circuitPolicy: HASTY });
const place = (count: number) => Promise.all(Array.from({ length: count }, () => world.place()));

const statusOf = async (partner: string, direction: string) => {
  const { rows } = await world.pool.query<{ cause: string | null; code: string | null }>(
    `select circuit_cause cause, circuit_code code from partner_status
     where partner = $1 and direction = $2`,
    [partner, direction],
  );
  return rows[0];
};
const causeOf = async (partner: string, direction: string) =>
  (await statusOf(partner, direction))?.cause;
const failedProbes = async () => {
  const { rows } = await world.pool.query<{ n: number }>(
    "select max(failed_probes)::int n from partner_status",
  );
  return rows[0]?.n ?? 0;
};
const codesInDoubt = async (sagaUuid: string) =>
  (await readStream(world.pool, sagaUuid)).flatMap((event) =>
    event.type === "StepOutcomeUnknown" ? [event.data.code] : [],
  );
/** What the charts are told of it; null for one that lasts. */
const incidents = async () => {
  const { rows } = await world.pool.query<{ circuit: string; cause: string; ms: number | null }>(
    `select partner || ' ' || direction circuit, cause,
       (extract(epoch from ended_at - started_at) * 1000)::int ms
     from partner_incidents order by 1, started_at`,
  );
  return rows;
};
const lines = (msg: string) => world.logged.filter((line) => line.includes(`"${msg}"`));

async function expectAllCompleted(orders: readonly NewOrder[]): Promise<void> {
  await world.settle({ timeoutMs: 25_000 });
  for (const { sagaUuid } of orders) {
    expect(await world.saga(sagaUuid)).toMatchObject({ position: "COMPLETED", parked: null });
  }
  expect(world.partners.madeTwice()).toEqual([]);
  expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 0 });
}

describe("a partner that fails", () => {
  test("R-14 is left alone: its orders wait, use up no attempt, and go on by themselves once it is well", async () => {
    let isAway = true;
    world.partners.onCall = (job) =>
      job === "reserve-inventory" && isAway
        ? { type: "transient", code: "unavailable" }
        : undefined;
    await startWorker();
    const orders = await place(60);
    await expect.poll(() => causeOf("inventory", "forward"), { timeout: 10_000 }).toBe("failing");
    const callsToIt = () =>
      world.partners.calls.filter(({ job }) => job === "reserve-inventory").length;
    const atOpening = callsToIt();
    // Several probes, and no storm: each wait ends with one call of one order.
    await expect.poll(() => callsToIt(), { timeout: 10_000 }).toBeGreaterThan(atOpening + 3);
    expect(callsToIt()).toBeLessThan(atOpening + 30);
    expect(await causeOf("inventory", "undo")).toBeNull();
    const circuit = "inventory forward";
    expect(await incidents()).toEqual([{ circuit, cause: "failing", ms: null }]);
    isAway = false;
    await expectAllCompleted(orders);
    expect(await causeOf("inventory", "forward")).toBeNull();
    const [incident, ...others] = await incidents();
    expect(incident?.ms).toBeGreaterThan(HASTY.firstWaitMs / 2);
    expect(others).toEqual([]);
    expect(lines("partner.circuit_opened")).toHaveLength(1);
    for (const { sagaUuid } of orders) {
      const types = (await readStream(world.pool, sagaUuid)).map(({ type }) => type);
      expect(types).not.toContain("StepOutcomeUnknown");
    }
  });

  test("is tried by one call at a time, however many workers wait for it", async () => {
    let isAway = true;
    let atOnce = 0;
    let mostAtOnce = 0;
    world.partners.onCall = (job) => {
      if (job !== "create-prescription") return undefined;
      if (!isAway) return undefined;
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      // As long as the wait between two of them: were there one a worker, they would meet.
      const after = pause(HASTY.longestWaitMs).then(() => {
        atOnce -= 1;
      });
      return { type: "drops", after };
    };
    await Promise.all([startWorker(), startWorker(), startWorker()]);
    const orders = await place(40);
    await expect
      .poll(() => causeOf("prescription", "forward"), { timeout: 10_000 })
      .toBe("failing");
    // By then every worker has read that it is open, and what was out when it opened has ended.
    await expect.poll(failedProbes, { timeout: 15_000 }).toBeGreaterThan(2);
    mostAtOnce = atOnce;
    await expect.poll(failedProbes, { timeout: 15_000 }).toBeGreaterThan(6);
    expect(mostAtOnce).toBe(1);
    isAway = false;
    await expectAllCompleted(orders);
    // Who fetched a job for a probe and found that another probes has called for nothing.
    for (const { sagaUuid } of orders)
      expect(await codesInDoubt(sagaUuid)).not.toContain("redelivered");
  });

  test("does not keep the others from being called", async () => {
    world.partners.onCall = (job) =>
      job === "initiate-shipment" ? { type: "hangs", acts: false } : undefined;
    // Room for three calls a partner: were it shared, shipments that hang would fill all of it.
    await world.startWorker({ circuitPolicy: HASTY, concurrency: 12 });
    const orders = await place(20);
    await expect
      .poll(
        async () => {
          const sagas = await Promise.all(orders.map(({ sagaUuid }) => world.saga(sagaUuid)));
          return sagas.filter(({ position }) => position === "PENDING_SHIPMENT").length;
        },
        { timeout: 10_000 },
      )
      .toBe(20);
  });
});

describe("a partner that does not take our key", () => {
  test("R-13 parks who met it, keeps the rest waiting, cancels nobody, and all go on once it does", async () => {
    let isRefused = true;
    const unauthorized = { type: "misconfigured", code: "unauthorized" } as const;
    world.partners.onCall = (job) =>
      isRefused && (job === "reserve-inventory" || job === "release-inventory")
        ? unauthorized
        : undefined;
    world.partners.onLookUp = (step) =>
      isRefused && step === "inventory"
        ? {
            type: "unanswered",
            reply: { type: "misconfigured", scope: "partner", code: "unauthorized" },
          }
        : undefined;
    await Promise.all([startWorker(), startWorker()]);
    const orders = await place(100);
    await expect
      .poll(
        async () => {
          const sagas = await Promise.all(orders.map(({ sagaUuid }) => world.saga(sagaUuid)));
          return sagas.filter(({ position }) => position === "PENDING_INVENTORY_RESERVATION")
            .length;
        },
        { timeout: 10_000 },
      )
      .toBe(100);
    expect(await statusOf("inventory", "forward")).toEqual({
      cause: "misconfigured",
      code: "unauthorized",
    });
    expect(await causeOf("inventory", "undo")).toBe("misconfigured");
    const sagas = await Promise.all(orders.map(({ sagaUuid }) => world.saga(sagaUuid)));
    const parked = sagas.filter((saga) => saga.parked?.reason === "PARTNER_MISCONFIGURED");
    expect(parked.length).toBeGreaterThan(0);
    expect(sagas.filter((saga) => saga.parked && !parked.includes(saga))).toEqual([]);
    const asked = () =>
      world.partners.calls.filter(({ job }) => job === "reserve-inventory").length;
    const before = asked();
    // It is asked again and again by look-ups that make nothing, never by an order.
    await expect.poll(failedProbes, { timeout: 10_000 }).toBeGreaterThan(1);
    expect(asked()).toBe(before);

    isRefused = false;
    await expect.poll(() => causeOf("inventory", "forward"), { timeout: 10_000 }).toBeNull();
    await expectAllCompleted(orders);
    expect(lines("partner.circuit_opened")).toHaveLength(1);
    expect(lines("partner.mended")).toHaveLength(1);
    const told = await incidents();
    expect(told.map(({ circuit, cause }) => [circuit, cause])).toEqual([
      ["inventory forward", "misconfigured"],
      ["inventory undo", "misconfigured"],
    ]);
    for (const { ms } of told) expect(ms).toBeGreaterThan(0);
  });
});

test("R-14 a partner that asks us to slow down is called by nobody until it said we may", async () => {
  let calls: number[] = [];
  world.partners.onCall = (job) => {
    if (job !== "create-prescription") return undefined;
    calls.push(performance.now());
    return calls.length === 1 ? { type: "rate_limited", retryAfterMs: 700 } : undefined;
  };
  await world.startWorker({ concurrency: 1 });
  const orders = await place(6);
  await expectAllCompleted(orders);
  // Nothing is wrong with whoever asks for a moment.
  expect(await incidents()).toEqual([]);
  calls = calls.map((at) => at - (calls[0] ?? 0));
  expect(calls.slice(1).filter((at) => at < 690)).toEqual([]);
});

test("a clock that was set back does not keep a circuit open", async () => {
  await world.pool.query(
    `update partner_status
     set circuit_cause = 'failing', circuit_code = 'timeout', opened_at = now() + interval '1 hour',
       probe_at = now() + interval '1 hour', probed_by = 1, probe_until = now() + interval '1 hour'
     where partner = 'prescription' and direction = 'forward'`,
  );
  await startWorker();
  await expectAllCompleted(await place(2));
});
