import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newUuid } from "#server/ids";
import type { Saga } from "#server/saga/types";
import { checkWorld, readStream } from "./testing/check-world.ts";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";
import { answering, asking } from "./testing/outcomes.ts";

let world: GivenWorld;
beforeAll(async () => {
  world = await givenWorld();
});
afterAll(() => world.close());

async function placedSaga(): Promise<Saga> {
  return world.saga((await world.place()).sagaUuid);
}

const typesOf = async (uuid: string) =>
  (await readStream(world.pool, uuid)).map(({ type }) => type);

const jobsOf = async (sagaUuid: string) =>
  (await world.pool.query("select from pgboss.job where data->>'sagaUuid' = $1", [sagaUuid])).rows;

describe("a person's wish", () => {
  const actions = async (sagaUuid: string) => {
    const { rows } = await world.pool.query(
      `select kind, decision, decision_code, revision_seen, actor_id, version_before
       from operator_actions where saga_uuid = $1 order by created_at`,
      [sagaUuid],
    );
    return rows;
  };

  const actionIdUsed = ({ revision }: Saga) => ({
    type: "decided",
    decision: "rejected",
    code: "action_id_used",
    until: null,
    revision,
  });

  test("is decided, kept with who asked, and answered with the new revision", async () => {
    const saga = await placedSaga();
    const receipt = await world.committer.submit(asking(saga, { type: "hold" }));
    expect(receipt).toEqual({
      type: "decided",
      decision: "accepted",
      code: null,
      until: null,
      revision: saga.revision + 1,
    });
    expect(await world.saga(saga.sagaUuid)).toMatchObject({
      parked: { reason: "HELD_BY_OPERATOR" },
    });
    expect(await actions(saga.sagaUuid)).toEqual([
      {
        kind: "hold",
        decision: "accepted",
        decision_code: null,
        revision_seen: saga.revision,
        actor_id: "account-1",
        version_before: saga.version,
      },
    ]);
    // Held: its job must not run meanwhile.
    expect(await jobsOf(saga.sagaUuid)).toEqual([]);
  });

  test("made on a view that is out of date is refused and kept", async () => {
    const saga = await placedSaga();
    await world.committer.submit(answering(saga));
    const receipt = await world.committer.submit(asking(saga, { type: "hold" }));
    expect(receipt).toMatchObject({ decision: "rejected", code: "moved_on" });
    expect(await actions(saga.sagaUuid)).toMatchObject([
      { decision: "rejected", decision_code: "moved_on" },
    ]);
    expect((await world.saga(saga.sagaUuid)).parked).toBeNull();
  });

  test("sent twice under one action id is carried out once and answered alike", async () => {
    const saga = await placedSaga();
    const wish = asking(saga, { type: "hold" });
    const first = await world.committer.submit(wish);
    const second = await world.openCommitter().submit(wish);
    expect(second).toEqual(first);
    const parked = (await typesOf(saga.sagaUuid)).filter((type) => type === "SagaParked");
    expect(parked).toHaveLength(1);
    expect(await actions(saga.sagaUuid)).toHaveLength(1);
  });

  test("sent twice at the same moment, to one process or two, is carried out once", async () => {
    const saga = await placedSaga();
    const wish = asking(saga, { type: "hold" });
    const other = world.openCommitter();
    const receipts = await Promise.all([
      world.committer.submit(wish),
      world.committer.submit(wish),
      other.submit(wish),
      other.submit(wish),
    ]);
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect(await actions(saga.sagaUuid)).toHaveLength(1);
    expect((await checkWorld(world.pool)).broken).toEqual([]);
  });

  test.each<[string, Parameters<typeof asking>[2]]>([
    ["of somebody else", { actorId: "account-2" }],
    ["for something else", { command: { type: "undo" } }],
  ])("%s under a used action id is refused, not answered as the first was", async (_, change) => {
    const saga = await placedSaga();
    const wish = asking(saga, { type: "hold" });
    await world.committer.submit(wish);
    const held = await world.saga(saga.sagaUuid);
    const other = { ...wish, revision: held.revision, ...change };
    const refused = await world.committer.submit(other);
    expect(refused).toEqual(actionIdUsed(held));
    expect(await world.saga(saga.sagaUuid)).toEqual(held);
    expect(await actions(saga.sagaUuid)).toHaveLength(1);
  });

  test("on another order under a used action id is refused, also in the same commit", async () => {
    const [first, second] = [await placedSaga(), await placedSaga()];
    const wish = asking(first, { type: "hold" });
    const elsewhere = asking(second, { type: "hold" }, { actionId: wish.actionId });
    const [accepted, together] = await Promise.all([
      world.committer.submit(wish),
      world.committer.submit(elsewhere),
    ]);
    expect(accepted).toMatchObject({ decision: "accepted" });
    expect(together).toEqual(actionIdUsed(second));
    expect(await world.committer.submit(elsewhere)).toEqual(actionIdUsed(second));
    expect(await world.saga(second.sagaUuid)).toEqual(second);
    expect(await actions(second.sagaUuid)).toEqual([]);
  });

  test("sent again after the saga has moved on gets the decision it got then", async () => {
    const saga = await placedSaga();
    const wish = asking(saga, { type: "hold" });
    const first = await world.committer.submit(wish);
    const held = await world.saga(saga.sagaUuid);
    await world.committer.submit(asking(held, { type: "release" }));
    const again = await world.committer.submit(wish);
    expect(again).toEqual({ ...first, revision: expect.any(Number) });
    expect((await world.saga(saga.sagaUuid)).parked).toBeNull();
  });

  test("for a saga that does not exist is answered so and not kept", async () => {
    const saga = { ...(await placedSaga()), sagaUuid: newUuid() };
    const receipt = await world.committer.submit(asking(saga, { type: "undo" }));
    expect(receipt).toEqual({ type: "not_found" });
    expect(await actions(saga.sagaUuid)).toEqual([]);
  });
});
