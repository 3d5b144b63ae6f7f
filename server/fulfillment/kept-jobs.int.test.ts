import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withClient } from "#scripts/postgres/prepare-database";
import { openWorkIsQueued } from "#server/audit/open-work-is-queued";
import { jobIdOf } from "#server/queue/job-id";
import { deadLetterOf, NET_MS } from "#server/queue/queues";
import { plan } from "#server/saga/plan";
import type { Saga } from "#server/saga/types";
import type { Committer } from "./committer.ts";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";
import { waitingForRows, whileHeld } from "./testing/held-rows.ts";
import { answering, answeringUnderFirst, asking } from "./testing/outcomes.ts";

let world: GivenWorld;
let worker: Committer;
beforeAll(async () => {
  world = await givenWorld();
  worker = world.openCommitter({ worker: 1 });
});
afterAll(() => world.close());

const FIRST = "create-prescription";

/** A saga whose first step is done, and which its worker goes on with. */
async function givenSecondStep(): Promise<Saga> {
  const { sagaUuid } = await world.place();
  await worker.submit(answeringUnderFirst(await world.saga(sagaUuid)));
  return world.saga(sagaUuid);
}

async function standing({ sagaUuid }: Saga) {
  const jobs = await world.pool.query(
    `select name, (data->>'dispatch')::int dispatch from pgboss.job
     where data->>'sagaUuid' = $1 and state < 'completed' order by name`,
    [sagaUuid],
  );
  const saga = await world.pool.query(
    "select dispatch, job_dispatch from order_fulfillment_sagas where saga_uuid = $1",
    [sagaUuid],
  );
  return { jobs: jobs.rows, ...saga.rows[0] };
}

const doctorsWord = () =>
  withClient(world.database.adminUrl, (client) =>
    openWorkIsQueued.run({ client, appRole: "backstitch", sandbox: null }),
  );

const KEPT = { jobs: [{ name: FIRST, dispatch: 1 }], dispatch: 2, job_dispatch: 1 };
const OWN = { jobs: [{ name: "reserve-inventory", dispatch: 2 }], dispatch: 2, job_dispatch: null };

describe("a job whose worker goes on with its saga", () => {
  test("serves for the next step as well, and the row says so", async () => {
    const saga = await givenSecondStep();
    expect(await standing(saga)).toEqual(KEPT);
    const receipt = await worker.submit(answeringUnderFirst(saga));
    expect(receipt).toMatchObject({ next: { dispatch: 3, ticket: { queue: FIRST } } });
    expect(await standing(saga)).toEqual({ ...KEPT, dispatch: 3 });
    expect(await doctorsWord()).toMatchObject({ status: "holds" });
  });

  test("is named as missing by the doctor when the row does not say so", async () => {
    const { sagaUuid } = await givenSecondStep();
    const say = (dispatch: number | null) =>
      withClient(world.database.adminUrl, (client) =>
        client.query("update order_fulfillment_sagas set job_dispatch = $2 where saga_uuid = $1", [
          sagaUuid,
          dispatch,
        ]),
      );
    await say(null);
    expect(await doctorsWord()).toMatchObject({
      status: "broken",
      offender: `saga ${sagaUuid}: dispatch 2 (reserve-inventory) has 0 live jobs instead of one`,
    });
    await say(1);
    expect(await doctorsWord()).toMatchObject({ status: "holds" });
  });

  test("leaves the queue with its end", async () => {
    const saga = await givenSecondStep();
    await worker.submit(answeringUnderFirst(saga));
    await worker.submit(answeringUnderFirst(await world.saga(saga.sagaUuid)));
    expect(await world.saga(saga.sagaUuid)).toMatchObject({ position: "COMPLETED" });
    expect(await standing(saga)).toEqual({ jobs: [], dispatch: 3, job_dispatch: null });
  });

  test("is replaced when its time is too short for another call", async () => {
    const { sagaUuid } = await world.place();
    const saga = await world.saga(sagaUuid);
    const receipt = await worker.submit(answeringUnderFirst(saga, { leftMs: NET_MS / 3 }));
    expect(receipt).toMatchObject({ next: { dispatch: 2, net: { dispatch: 2, fetched: false } } });
    expect(await standing(saga)).toEqual(OWN);
  });

  test("is replaced by one whose time is reckoned from before its commit waited for the saga", async () => {
    const { sagaUuid } = await world.place();
    const { seen: _, ...answer } = answeringUnderFirst(await world.saga(sagaUuid), { leftMs: 0 });
    const row = { table: "order_fulfillment_sagas", uuid: sagaUuid } as const;
    const { answered, waitingMs } = await whileHeld(world.database.url, row, async () => {
      const answered = worker.submit(answer);
      await expect.poll(() => waitingForRows(world.pool)).toBe(1);
      return { answered, waitingMs: performance.now() };
    });
    const receipt = await answered;
    const untilMs = receipt.type === "committed" ? receipt.next?.net.untilMs : undefined;
    expect(untilMs).toBeLessThan(waitingMs + NET_MS);
  });

  test("is replaced when the work must wait", async () => {
    const saga = await givenSecondStep();
    await worker.submit(
      answeringUnderFirst(saga, { reply: { type: "transient", code: "http_503" } }),
    );
    expect(await standing(saga)).toEqual({
      jobs: [{ name: "reserve-inventory", dispatch: 3 }],
      dispatch: 3,
      job_dispatch: null,
    });
  });

  test("is replaced by a process that runs no steps", async () => {
    const { sagaUuid } = await world.place();
    const saga = await world.saga(sagaUuid);
    await world.committer.submit(answeringUnderFirst(saga));
    expect(await standing(saga)).toEqual(OWN);
  });

  test("stays through what changes nothing of the work", async () => {
    const saga = await givenSecondStep();
    await world.committer.submit(asking(saga, { type: "undo" }));
    expect(await world.saga(saga.sagaUuid)).toMatchObject({
      cancelRequestedAt: expect.any(Number),
    });
    expect(await standing(saga)).toEqual(KEPT);
  });

  test("is removed, wherever it stands, when a person puts the order on hold", async () => {
    const saga = await givenSecondStep();
    await world.committer.submit(asking(saga, { type: "hold" }));
    expect(await standing(saga)).toEqual({ jobs: [], dispatch: 2, job_dispatch: null });
    const held = await world.saga(saga.sagaUuid);
    await world.committer.submit(asking(held, { type: "release" }));
    const released = await world.saga(saga.sagaUuid);
    expect(await standing(saga)).toMatchObject({
      jobs: [{ name: "reserve-inventory", dispatch: plan(released)?.dispatch }],
      job_dispatch: null,
    });
  });

  test("is not taken from who goes on under it by an answer that comes late", async () => {
    const saga = await givenSecondStep();
    const late = { ...answeringUnderFirst(saga), dispatch: 1, job: FIRST } as const;
    expect(await worker.submit(late)).toEqual({ type: "late" });
    expect(await standing(saga)).toEqual(KEPT);
    expect(await doctorsWord()).toMatchObject({ status: "holds" });
  });

  test("is not taken from who goes on under it by a second answer in the same commit", async () => {
    const { sagaUuid } = await world.place();
    const saga = await world.saga(sagaUuid);
    const receipts = await Promise.all([
      worker.submit(answeringUnderFirst(saga)),
      worker.submit(answering(saga)),
    ]);
    expect(receipts.map(({ type }) => type)).toEqual(["committed", "late"]);
    expect(await standing(saga)).toEqual(KEPT);
  });

  test("is not taken by a late answer when it was queued again under another id", async () => {
    const saga = await givenSecondStep();
    await world.pool.query("delete from pgboss.job where data->>'sagaUuid' = $1", [saga.sagaUuid]);
    await world.sweep();
    const { rows } = await world.pool.query<{ id: string }>(
      "select id from pgboss.job where data->>'sagaUuid' = $1",
      [saga.sagaUuid],
    );
    const ticket = { queue: "reserve-inventory", jobId: rows[0]?.id ?? "" } as const;
    const late = { ...answeringUnderFirst(saga), dispatch: 1, job: FIRST, ticket } as const;
    expect(await worker.submit(late)).toEqual({ type: "late" });
    expect(await standing(saga)).toMatchObject({ jobs: [{ name: "reserve-inventory" }] });
  });

  test("is the cause of no event: each names its own dispatch", async () => {
    const saga = await givenSecondStep();
    await worker.submit(answeringUnderFirst(saga));
    const { rows } = await world.pool.query(
      `select metadata->>'causationId' cause from event_store
       where aggregate_uuid = $1 and event_type in ('PrescriptionCreated', 'InventoryReserved')
       order by id`,
      [saga.sagaUuid],
    );
    expect(rows).toEqual([1, 2].map((dispatch) => ({ cause: jobIdOf(saga.sagaUuid, dispatch) })));
  });
});

describe("a job that serves for a later step", () => {
  test("and is lost is queued again in the queue of that step", async () => {
    const saga = await givenSecondStep();
    await world.pool.query("delete from pgboss.job where data->>'sagaUuid' = $1", [saga.sagaUuid]);
    expect(await world.sweep()).toBe(1);
    expect(await standing(saga)).toEqual({
      ...KEPT,
      jobs: [{ name: "reserve-inventory", dispatch: 1 }],
    });
    expect(await world.sweep()).toBe(0);
    expect(await doctorsWord()).toMatchObject({ status: "holds" });
  });

  test("and is given up parks its saga", async () => {
    const saga = await givenSecondStep();
    const letter = { sagaUuid: saga.sagaUuid, dispatch: 1, holder: 1 };
    await world.boss.send(deadLetterOf(FIRST), letter);
    await world.sweep();
    expect(await world.saga(saga.sagaUuid)).toMatchObject({
      parked: { reason: "RETRIES_EXHAUSTED" },
    });
    expect(await standing(saga)).toMatchObject({ jobs: [], job_dispatch: null });
  });

  test("is the only one: a copy of the step's own that is given up parks nothing", async () => {
    const saga = await givenSecondStep();
    const letter = { sagaUuid: saga.sagaUuid, dispatch: 2, holder: 1 };
    await world.boss.send(deadLetterOf("reserve-inventory"), letter);
    await world.sweep();
    expect((await world.saga(saga.sagaUuid)).parked).toBeNull();
    expect(await standing(saga)).toEqual(KEPT);
  });
});
