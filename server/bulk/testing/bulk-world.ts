import { expect } from "vitest";
import { readBulkOrders } from "#db/queries/bulk";
import { readOperatorActions } from "#db/queries/operations";
import type { BulkKind, BulkSet } from "#server/operations/bulk/views";
import { made, openConsoleWorld, type Placed } from "#server/operations/testing/console-world";
import { DEFAULT_POLICY } from "#server/saga/policy";
import type { Reply } from "#server/saga/types";
import { createRunBulks } from "../run-bulks.ts";

const runBulks = createRunBulks(DEFAULT_POLICY);
export type RunContext = Parameters<typeof runBulks>[0];

/** Parks the order, so that nothing but a person moves it, however slow the machine is. */
export const refusedFor = (code: string): Reply => ({
  type: "misconfigured",
  scope: "request",
  code,
});
export const REFUSED = refusedFor("schema_invalid");

export const setOf = (orders: readonly Placed[]): BulkSet => ({
  type: "orders",
  sagaUuids: orders.map(({ sagaUuid }) => sagaUuid),
  groupId: null,
});

type How = {
  kind?: BulkKind;
  person?: "dana" | "luis";
  sameErrorLimit?: number;
  perMinute?: number;
};

/** A console with orders that failed, and the duty that works on what is asked for them. */
export async function openBulkWorld() {
  const world = await openConsoleWorld();
  const { runtime } = world;
  const placed = new Map<string, Placed>();

  /** One look of a worker. */
  const run = (committer: RunContext["committer"] = runtime.committer) =>
    runBulks({ pool: runtime.database.pool, committer, log: runtime.log });

  const view = (id: number) => world.as("dana").bulk.get({ id });

  async function askedOf(bulkId: number): Promise<Placed[]> {
    const orders = await readBulkOrders(world.db, bulkId);
    return orders.flatMap(({ state, sagaUuid }) => {
      const order = placed.get(sagaUuid);
      return state === "asked" && order ? [order] : [];
    });
  }

  return {
    ...world,
    run,
    view,
    askedOf,

    async failed(code: string, count: number): Promise<Placed[]> {
      const orders = await Promise.all(Array.from({ length: count }, () => world.place()));
      await Promise.all(orders.map((order) => world.answer(order, refusedFor(code))));
      for (const order of orders) placed.set(order.sagaUuid, order);
      return orders;
    },

    async start(
      set: BulkSet,
      { kind = "retry", person = "dana", ...how }: How = {},
    ): Promise<number> {
      const caller = world.as(person);
      const { bulkId } = await caller.bulk.preview({ bulkUuid: crypto.randomUUID(), kind, set });
      const started = await caller.bulk.start({
        bulkId,
        reasonCode: "partner_outage",
        perMinute: 600,
        ...how,
      });
      expect(started).toEqual({ type: "changed" });
      return bulkId;
    },

    /** A worker looks, and the partners answer what was asked, until the operation rests. */
    async untilItRests(bulkId: number, answer: (order: Placed) => Reply): Promise<void> {
      for (let round = 0; round < 50; round += 1) {
        await run();
        if ((await view(bulkId)).state !== "running") return;
        for (const order of await askedOf(bulkId)) await world.answer(order, answer(order));
      }
      throw new Error("It never came to rest");
    },

    /** A colleague retries one of a fixed set by its own page, and it goes on. */
    async moveOn(bulkId: number, place: number): Promise<Placed> {
      const orders = await readBulkOrders(world.db, bulkId);
      const order = placed.get(orders[place - 1]?.sagaUuid ?? "");
      if (!order) throw new Error("Bug: no such order in the set");
      const { revision } = await world.sagaOf(order);
      const own = { sagaUuid: order.sagaUuid, actionId: crypto.randomUUID(), revision };
      await world.as("luis").orders.retry({ ...own, reasonCode: "partner_outage" });
      await world.answer(order, made("scr_1"));
      return order;
    },

    actionsOf: ({ sagaUuid }: Placed) => readOperatorActions(world.db, sagaUuid, 10),
  };
}
export type BulkWorld = Awaited<ReturnType<typeof openBulkWorld>>;
