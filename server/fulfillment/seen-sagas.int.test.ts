import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withClient } from "#scripts/postgres/prepare-database";
import type { Saga } from "#server/saga/types";
import { checkWorld, readStream } from "./testing/check-world.ts";
import { openCutProxy } from "./testing/cut-proxy.ts";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";
import { answering, asking } from "./testing/outcomes.ts";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

const placedSaga = async () => world.saga((await world.place()).sagaUuid);
/** As a worker answers that has had the saga in memory since its call began. */
const answeringAsSeen = (seen: Saga) => ({ ...answering(seen), seen });

function keepBusy(ms: number): void {
  const startedAtMs = performance.now();
  while (performance.now() - startedAtMs < ms);
}

describe("of a saga that its worker has in memory", () => {
  test("nothing is asked before the outcome is written: it stands although no answer ever comes", async () => {
    const proxy = await openCutProxy(world.database.url);
    const committer = world.openCommitter({ databaseUrl: proxy.url, worker: 1 });
    const [first, second] = [await placedSaga(), await placedSaga()];
    // Opens the connection, and brings the clock.
    await committer.submit(answeringAsSeen(first));
    const deaf = proxy.spring({ on: /begin/, skip: 0, by: "mute" });
    committer.submit(answeringAsSeen(second)).catch(() => undefined);
    await deaf;
    // Sooner than a worker gives up waiting for an answer and asks over another connection.
    const written = async () => (await world.saga(second.sagaUuid)).dispatch;
    await expect.poll(written, { timeout: 3_000 }).toBe(2);
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagas: 2, sagaJobs: 2 });
    await proxy.cut();
  });

  test("what happened to it meanwhile is found out, and those that came with it stand", async () => {
    const seen = await placedSaga();
    const neighbours = await Promise.all(Array.from({ length: 9 }, placedSaga));
    await world.committer.submit(asking(seen, { type: "undo" }));
    const receipts = await Promise.all(
      [...neighbours, seen].map((saga) => world.committer.submit(answeringAsSeen(saga))),
    );
    expect(receipts).toMatchObject(Array(10).fill({ type: "committed" }));
    const after = await world.saga(seen.sagaUuid);
    expect(after).toMatchObject({ position: "COMPENSATING", dispatch: 2 });
    expect((await readStream(world.pool, seen.sagaUuid)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(["CancelRequested", "PrescriptionCreated"]),
    );
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagas: 10, sagaJobs: 10 });
  });

  test("an answer that was given before counts as late, by the first failure of its transaction", async () => {
    const seen = await placedSaga();
    await world.committer.submit(answering(seen));
    const again = world.committer.submit(answeringAsSeen(seen));
    // It is sent in the next turn; the failures of all its statements then come in one piece.
    await nextTurn();
    await nextTurn();
    keepBusy(100);
    expect(await again).toEqual({ type: "late" });
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagaJobs: 1 });
  });

  test("a row that cannot be written is tried as it was seen, as it is read, and alone", async () => {
    const [stuck, sound] = [await placedSaga(), await placedSaga()];
    const tries = await withClient(world.database.adminUrl, async (admin) => {
      // A sequence counts what is taken back as well.
      await admin.query(`create sequence tries`);
      await admin.query(
        `create function pass_over() returns trigger language plpgsql security definer
         as 'begin perform nextval(''tries''); return null; end'`,
      );
      await admin.query(
        `create trigger pass_over before update on order_fulfillment_sagas for each row
         when (old.saga_uuid = '${stuck.sagaUuid}') execute function pass_over()`,
      );
      const receipts = await Promise.allSettled(
        [stuck, sound].map((saga) => world.committer.submit(answeringAsSeen(saga))),
      );
      expect(receipts.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
      const { rows } = await admin.query("select last_value::int n from tries");
      await admin.query("drop function pass_over cascade");
      return rows;
    });
    expect(tries).toEqual([{ n: 3 }]);
  });

  test("a person's wish that comes together with its outcome is decided by the row", async () => {
    const seen = await placedSaga();
    const [outcome, wish] = await Promise.all([
      world.committer.submit(answeringAsSeen(seen)),
      world.committer.submit(asking({ ...seen, revision: seen.revision + 1 }, { type: "undo" })),
    ]);
    expect(outcome).toMatchObject({ type: "committed" });
    expect(wish).toMatchObject({ decision: "accepted" });
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [] });
  });
});
