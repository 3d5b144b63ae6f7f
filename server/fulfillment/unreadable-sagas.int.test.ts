import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { THIS_BUILD } from "#server/saga/definition";
import { plan } from "#server/saga/plan";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";
import { answering, asking } from "./testing/outcomes.ts";

let world: GivenWorld;
beforeAll(async () => {
  world = await givenWorld();
});
afterAll(() => world.close());

const NEWER_READER = THIS_BUILD.readerVersion + 1;

/** As a newer build would leave a row: it asks for a newer reader, and holds what that one understands. */
async function writtenByANewerBuild(sagaUuid: string, stack: string): Promise<void> {
  const { rowCount } = await world.pool.query(
    `update order_fulfillment_sagas set min_reader_version = $2, compensation_stack = $3
     where saga_uuid = $1`,
    [sagaUuid, NEWER_READER, stack],
  );
  expect(rowCount).toBe(1);
}

const rowOf = async (sagaUuid: string) => {
  const { rows } = await world.pool.query(
    "select * from order_fulfillment_sagas where saga_uuid = $1",
    [sagaUuid],
  );
  return rows[0];
};

const eventsOf = async (sagaUuid: string) => {
  const { rows } = await world.pool.query<{ event_type: string; event_data: unknown }>(
    `select event_type, event_data from event_store where aggregate_uuid = $1
     order by aggregate_version`,
    [sagaUuid],
  );
  return rows;
};

/** In words that this build cannot read, and in words that it can but with more in them. */
const STACKS = {
  "which it cannot read at all":
    '[{"step": "insurance", "job": "cancel-insurance", "status": "recorded"}]',
  "of which it can read a part":
    '[{"step": "order", "job": "cancel-order", "status": "recorded", "since": "version 9"}]',
};

describe.each(Object.entries(STACKS))("a row of a newer build, %s", (_name, stack) => {
  test("is parked by the worker that meets it, which calls nobody", async () => {
    const { sagaUuid } = await world.place();
    await writtenByANewerBuild(sagaUuid, stack);
    const before = await rowOf(sagaUuid);
    const worker = await world.startWorker();
    await world.settle();
    await worker.stop();

    expect(world.partners.callsOf(sagaUuid)).toEqual([]);
    const after = await rowOf(sagaUuid);
    expect(after).toEqual({
      ...before,
      parked_reason: "UNREADABLE_EVENT",
      moving: null,
      trouble: "prescription.forward.newer_version",
      parked_code: "newer_version",
      last_error_code: "newer_version",
      parked_at: after.updated_at,
      last_error_at: after.updated_at,
      updated_at: after.updated_at,
      deadline_at: null,
      version: before.version + 1,
      revision: before.revision + 1,
      dispatch: before.dispatch + 1,
    });
    expect((await eventsOf(sagaUuid)).at(-1)).toEqual({
      event_type: "SagaParked",
      event_data: {
        reason: "UNREADABLE_EVENT",
        code: "newer_version",
        by: { type: "system" },
      },
    });
  });

  test("is not touched by what a person asks of this build", async () => {
    const saga = await world.saga((await world.place()).sagaUuid);
    await writtenByANewerBuild(saga.sagaUuid, stack);
    const before = await rowOf(saga.sagaUuid);
    const receipt = await world.committer.submit(asking(saga, { type: "undo" }));
    expect(receipt).toMatchObject({ decision: "rejected", code: "newer_version" });
    expect(await rowOf(saga.sagaUuid)).toEqual(before);
  });

  test("keeps an answer of this build from being counted", async () => {
    const saga = await world.saga((await world.place()).sagaUuid);
    await writtenByANewerBuild(saga.sagaUuid, stack);
    const receipt = await world.committer.submit(answering(saga));
    expect(receipt.type).not.toBe("placed");
    const types = (await eventsOf(saga.sagaUuid)).map(({ event_type }) => event_type);
    expect(types).not.toContain("PrescriptionCreated");
    expect(types.at(-1)).toBe("SagaParked");
  });
});

test("R-22 a build that can read it takes it up again, and asks the partner first", async () => {
  const { sagaUuid } = await world.place();
  const partly = STACKS["of which it can read a part"];
  const [own] = (await rowOf(sagaUuid)).compensation_stack;
  await writtenByANewerBuild(sagaUuid, partly);
  const worker = await world.startWorker();
  await world.settle();
  // The newer build is this one from now on.
  await world.pool.query(
    `update order_fulfillment_sagas set min_reader_version = $2,
       compensation_stack = $3::jsonb || '[{"step": "prescription", "job": "cancel-prescription", "status": "recorded"}]'
     where saga_uuid = $1`,
    [sagaUuid, THIS_BUILD.readerVersion, JSON.stringify([own])],
  );
  await world.committer.submit({
    type: "upkeep",
    sagaUuid,
    input: { type: "resume" },
    ticket: null,
  });
  await world.settle();
  await worker.stop();
  const saga = await world.saga(sagaUuid);
  expect(saga).toMatchObject({ position: "COMPLETED", parked: null });
  expect(plan(saga)).toBeNull();
  expect(world.partners.callsOf(sagaUuid)[0]).toMatchObject({ inDoubt: true });
});
