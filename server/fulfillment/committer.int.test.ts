import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withClient } from "#scripts/postgres/prepare-database";
import { newUuid } from "#server/ids";
import { jobIdOf } from "#server/queue/job-id";
import { NET_MS } from "#server/queue/queues";
import type { Saga } from "#server/saga/types";
import { checkWorld, type Findings, readStream } from "./testing/check-world.ts";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";
import { waitingForRows, whileHeld } from "./testing/held-rows.ts";
import { newOrder, placing } from "./testing/new-order.ts";
import { answering, asking } from "./testing/outcomes.ts";

let world: GivenWorld;
let before: Findings;
beforeAll(async () => {
  world = await givenWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  before = await checkWorld(world.pool);
});

/** Everything still fits, and this is what the test has added to the world. */
async function expectAdded(added: Partial<Record<"sagas" | "lateEvents" | "sagaJobs", number>>) {
  const after = await checkWorld(world.pool);
  expect(after.broken).toEqual([]);
  const { sagas, lateEvents, sagaJobs } = after;
  expect({
    sagas: sagas - before.sagas,
    lateEvents: lateEvents - before.lateEvents,
    sagaJobs: sagaJobs - before.sagaJobs,
  }).toMatchObject(added);
}

async function placedSaga(): Promise<Saga> {
  return world.saga((await world.place()).sagaUuid);
}

const typesOf = async (uuid: string) =>
  (await readStream(world.pool, uuid)).map(({ type }) => type);

async function jobsOf(sagaUuid: string) {
  const { rows } = await world.pool.query(
    `select name, data, start_after > now() "later" from pgboss.job
     where data->>'sagaUuid' = $1 order by name`,
    [sagaUuid],
  );
  return rows;
}

const waiting = () => waitingForRows(world.pool);
const whileSagaHeld = <T>({ sagaUuid }: Saga, during: (other: Client) => Promise<T>) =>
  whileHeld(world.database.url, { table: "order_fulfillment_sagas", uuid: sagaUuid }, during);

describe("grouping", () => {
  test("what arrives together is committed together", async () => {
    const committer = world.openCommitter();
    await Promise.all(Array.from({ length: 300 }, () => committer.submit(placing(newOrder()))));
    expect(committer.commitCount).toBeLessThanOrEqual(2);
    await expectAdded({ sagas: 300 });
  });

  test("one submission alone is committed at once, without waiting for company", async () => {
    const committer = world.openCommitter();
    for (const _ of [1, 2, 3]) await committer.submit(placing(newOrder()));
    expect(committer.commitCount).toBe(3);
  });

  test("closing waits for what was submitted", async () => {
    const committer = world.openCommitter();
    const submitted = committer.submit(placing(newOrder()));
    await committer.close();
    expect(await submitted).toMatchObject({ type: "placed" });
  });
});

describe("an outcome", () => {
  test("moves the saga, records its facts, removes its job and queues the next, all at once", async () => {
    const saga = await placedSaga();
    expect(await world.committer.submit(answering(saga))).toEqual({
      type: "committed",
      next: null,
      notice: null,
    });
    expect(await world.saga(saga.sagaUuid)).toMatchObject({
      position: "PENDING_INVENTORY_RESERVATION",
      dispatch: 2,
      references: { prescription: "ref-1" },
    });
    expect(await jobsOf(saga.sagaUuid)).toEqual([
      {
        name: "reserve-inventory",
        data: { sagaUuid: saga.sagaUuid, dispatch: 2, holder: null },
        later: false,
      },
    ]);
    await expectAdded({});
  });

  test("in a worker hands over the next job and leaves a net that is due when its time is over", async () => {
    const worker = world.openCommitter({ worker: 1 });
    const saga = await placedSaga();
    const receipt = await worker.submit(answering(saga));
    expect(receipt).toMatchObject({
      type: "committed",
      next: { job: "reserve-inventory", dispatch: 2, saga: { dispatch: 2 } },
    });
    expect(await jobsOf(saga.sagaUuid)).toMatchObject([
      { name: "reserve-inventory", data: { holder: 1 }, later: true },
    ]);
    const { rows } = await world.pool.query(
      `select extract(epoch from start_after - created_on)::int * 1000 "waitMs" from pgboss.job
       where data->>'sagaUuid' = $1`,
      [saga.sagaUuid],
    );
    expect(rows).toEqual([{ waitMs: NET_MS }]);
  });

  test("for an older dispatch is written down as late and changes nothing else", async () => {
    const saga = await placedSaga();
    await world.committer.submit(answering(saga));
    const moved = await world.saga(saga.sagaUuid);
    const receipt = await world.committer.submit(
      answering(saga, { type: "rejected", code: "interaction_hold" }),
    );
    expect(receipt).toEqual({ type: "late" });
    const after = await world.saga(saga.sagaUuid);
    expect(after).toEqual({
      ...moved,
      version: moved.version + 1,
      updatedAt: expect.any(Number),
    });
    expect((await typesOf(saga.sagaUuid)).at(-1)).toBe("LateOutcomeObserved");
    expect(await jobsOf(saga.sagaUuid)).toHaveLength(1);
    await expectAdded({ lateEvents: 1 });
  });

  test("that comes twice in one commit counts once; the second is late", async () => {
    const saga = await placedSaga();
    const receipts = await Promise.all([
      world.committer.submit(answering(saga)),
      world.committer.submit(answering(saga)),
    ]);
    expect(receipts.map(({ type }) => type)).toEqual(["committed", "late"]);
    await expectAdded({ lateEvents: 1, sagaJobs: 1 });
  });

  test("that comes to two processes at once counts once; the second is late", async () => {
    const other = world.openCommitter();
    const sagas = await Promise.all(Array.from({ length: 40 }, placedSaga));
    const receipts = await Promise.all(
      sagas.flatMap((saga) => [
        world.committer.submit(answering(saga)),
        other.submit(answering(saga)),
      ]),
    );
    const late = receipts.filter(({ type }) => type === "late");
    expect(late).toHaveLength(40);
    await expectAdded({ lateEvents: 40, sagaJobs: 40 });
  });

  test("and a wish in the same commit both count, in their order", async () => {
    const saga = await placedSaga();
    const [outcome, wish] = await Promise.all([
      world.committer.submit(answering(saga)),
      world.committer.submit(asking(saga, { type: "undo" }, { revision: saga.revision + 1 })),
    ]);
    expect([outcome.type, wish.type]).toEqual(["committed", "decided"]);
    expect(wish).toMatchObject({ decision: "accepted" });
    expect(await typesOf(saga.sagaUuid)).toEqual(
      expect.arrayContaining(["PrescriptionCreated", "CancelRequested"]),
    );
    await expectAdded({ sagaJobs: 1 });
  });

  test("that waited for its saga counts from when it was its turn", async () => {
    const saga = await placedSaga();
    const { answered, turnAt } = await whileSagaHeld(saga, async (other) => {
      const answered = world.committer.submit(answering(saga));
      await expect.poll(waiting).toBe(1);
      const { rows } = await other.query<{ at: Date }>("select clock_timestamp() as at");
      return { answered, turnAt: rows[0]?.at.getTime() ?? 0 };
    });
    expect(await answered).toMatchObject({ type: "committed" });
    expect((await world.saga(saga.sagaUuid)).updatedAt).toBeGreaterThanOrEqual(turnAt);
  });

  test("that waits for its saga does not keep the next ones waiting", async () => {
    const [held, free] = [await placedSaga(), await placedSaga()];
    const { answered } = await whileSagaHeld(held, async () => {
      const answered = world.committer.submit(answering(held));
      await expect.poll(waiting).toBe(1);
      expect(await world.committer.submit(answering(free))).toMatchObject({ type: "committed" });
      expect(await waiting()).toBe(1);
      return { answered };
    });
    expect(await answered).toMatchObject({ type: "committed" });
    await expectAdded({ sagas: 2, lateEvents: 0 });
  });

  test("whose row cannot be written is refused as a whole, and alone", async () => {
    const [stuck, sound] = [await placedSaga(), await placedSaga()];
    await withClient(world.database.adminUrl, async (admin) => {
      // As if somebody else had written the row in between.
      await admin.query(
        `create function pass_over() returns trigger language plpgsql as 'begin return null; end'`,
      );
      await admin.query(
        `create trigger pass_over before update on order_fulfillment_sagas for each row
         when (old.saga_uuid = '${stuck.sagaUuid}') execute function pass_over()`,
      );
      const receipts = await Promise.allSettled(
        [stuck, sound].map((saga) => world.committer.submit(answering(saga))),
      );
      expect(receipts.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
      await admin.query("drop function pass_over cascade");
    });
    expect(await world.saga(stuck.sagaUuid)).toEqual(stuck);
    expect(await typesOf(stuck.sagaUuid)).not.toContain("PrescriptionCreated");
    await expectAdded({ sagaJobs: 2 });
  });

  test("for a saga that does not exist is late and only loses its job", async () => {
    const saga = { ...(await placedSaga()), sagaUuid: newUuid() };
    expect(await world.committer.submit(answering(saga))).toEqual({ type: "late" });
  });
});

test("a job that is discarded leaves the queue and decides nothing", async () => {
  const saga = await placedSaga();
  const jobId = jobIdOf(saga.sagaUuid, 1);
  await world.committer.submit({
    type: "discard",
    ticket: { queue: "create-prescription", jobId },
  });
  expect(await jobsOf(saga.sagaUuid)).toEqual([]);
  expect(await world.saga(saga.sagaUuid)).toEqual(saga);
});
