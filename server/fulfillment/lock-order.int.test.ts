import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Saga } from "#server/saga/types";
import { checkWorld } from "./testing/check-world.ts";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";
import { lockRow, waitingForRows, whileHeld } from "./testing/held-rows.ts";
import { answering, asking } from "./testing/outcomes.ts";

/*
 * Two batches that want the same rows wait for each other in a circle unless both
 * lock them in the same order. Each test holds what a batch wants first, and takes
 * what it wants next: that must still be free.
 */
let world: GivenWorld;
let low: Saga;
let high: Saga;
beforeEach(async () => {
  world = await givenWorld();
  const sagas = await Promise.all(
    Array.from({ length: 2 }, async () => world.saga((await world.place()).sagaUuid)),
  );
  [low, high] = sagas.toSorted((a, b) => (a.sagaUuid < b.sagaUuid ? -1 : 1)) as [Saga, Saga];
});
afterEach(() => world.close());

const orderOf = ({ orderUuid }: Saga) => ({ table: "orders", uuid: orderUuid }) as const;
const rowOf = ({ sagaUuid }: Saga) =>
  ({ table: "order_fulfillment_sagas", uuid: sagaUuid }) as const;
/** As a worker answers that has had the saga in memory since its call began. */
const answeringAsSeen = (seen: Saga) => ({ ...answering(seen), seen });
const telling = (saga: Saga) => asking(saga, { type: "told_by_phone", orderUuid: saga.orderUuid });

describe("a batch locks", () => {
  test("an order before its saga", async () => {
    const { told } = await whileHeld(world.database.url, orderOf(low), async (other) => {
      const told = world.committer.submit(telling(low));
      await expect.poll(() => waitingForRows(world.pool)).toBe(1);
      await lockRow(other, rowOf(low));
      return { told };
    });
    expect(await told).toMatchObject({ type: "decided" });
  });

  test("sagas by their id, those that its worker has in memory too", async () => {
    const { receipts } = await whileHeld(world.database.url, rowOf(low), async (other) => {
      const receipts = Promise.all([
        world.committer.submit(asking(high, { type: "undo" })),
        world.committer.submit(answeringAsSeen(low)),
      ]);
      await expect.poll(() => waitingForRows(world.pool)).toBe(1);
      await lockRow(other, rowOf(high));
      return { receipts };
    });
    expect(await receipts).toMatchObject([{ decision: "accepted" }, { type: "committed" }]);
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [] });
  });
});
