import { afterEach, beforeEach, expect, test } from "vitest";
import { withClient } from "#scripts/postgres/prepare-database";
import { checkWorld } from "#server/fulfillment/testing/check-world";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { lockRow, waitingForRows, whileHeld } from "#server/fulfillment/testing/held-rows";
import { asking } from "#server/fulfillment/testing/outcomes";
import { newUuid } from "#server/ids";
import { readStreams } from "./read-streams.ts";
import { rebuildReadModels } from "./rebuild.ts";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

const rebuild = () => withClient(world.database.url, (client) => rebuildReadModels(client));

/** Every byte of the read models, but for the number that a row got when it was inserted. */
async function readModels() {
  const { rows: sagas } = await world.pool.query(
    "select (to_jsonb(g) - 'id')::text as row from order_fulfillment_sagas g order by saga_uuid",
  );
  const { rows: orders } = await world.pool.query(
    "select to_jsonb(o)::text as row from orders o order by order_uuid",
  );
  return { sagas, orders };
}

/** Complete, cancelled, undone, waiting for a person, on hold and on its way. */
async function givenAllSortsOfOrders(): Promise<void> {
  const orders = await Promise.all(Array.from({ length: 12 }, () => world.place()));
  const script = (index: number, job: "create-prescription" | "initiate-shipment", code: string) =>
    world.partners.script(job, orders[index]?.sagaUuid ?? "", { type: "rejects", code });
  script(0, "create-prescription", "rx_expired");
  script(1, "initiate-shipment", "undeliverable");
  const worker = await world.startWorker();
  await world.settle();
  const undo = await world.saga(orders[2]?.sagaUuid ?? "");
  await world.committer.submit(asking(undo, { type: "undo" }));
  await world.settle();
  await worker.stop();
  const held = await world.place();
  await world.committer.submit(asking(await world.saga(held.sagaUuid), { type: "hold" }));
  await world.place();
}

test("R-26 read models that are made again from events are equal to the live ones, byte for byte", async () => {
  await givenAllSortsOfOrders();
  const live = await readModels();
  await withClient(world.database.adminUrl, async (client) => {
    await client.query("truncate order_fulfillment_sagas");
    await client.query(
      `update orders set version = 1, cancelled_at = null, notice_kind = null, notice_state = 'none',
         notice_code = null, notice_at = null, updated_at = created_at`,
    );
  });
  expect(await rebuild()).toMatchObject({ orders: 14, made: 14, left: [] });
  expect(await readModels()).toEqual(live);
  expect(await rebuild()).toEqual({ orders: 14, mended: 0, made: 0, left: [] });
  await checkWorld(world.pool);
});

test("an order is locked before its saga, as the committer does, so that neither can wait for the other in a circle", async () => {
  const { orderUuid, sagaUuid } = await world.place();
  const rebuilt = await whileHeld(
    world.database.url,
    { table: "orders", uuid: orderUuid },
    async (other) => {
      const rebuilt = rebuild();
      await expect.poll(() => waitingForRows(world.pool)).toBe(1);
      await lockRow(other, { table: "order_fulfillment_sagas", uuid: sagaUuid });
      return { rebuilt };
    },
  );
  expect(await rebuilt.rebuilt).toMatchObject({ orders: 1, mended: 0, left: [] });
});

test("what differs is mended while the product is at work, and nothing that moves is set back", async () => {
  const worker = await world.startWorker();
  const placed = await Promise.all(Array.from({ length: 250 }, () => world.place()));
  const placing = (async () => {
    for (const _ of Array.from({ length: 50 })) await world.place();
  })();
  await world.pool.query(
    "update orders set line_count = 9 where order_uuid in (select order_uuid from orders limit 20)",
  );
  let mended = 0;
  let isPlacing = true;
  void placing.finally(() => {
    isPlacing = false;
  });
  while (isPlacing) mended += (await rebuild()).mended;
  await placing;
  await world.settle();
  mended += (await rebuild()).mended;
  expect(mended).toBe(20);
  await worker.stop();
  for (const { sagaUuid } of placed) {
    expect((await world.saga(sagaUuid)).position).toBe("COMPLETED");
  }
  await checkWorld(world.pool);
}, 30_000);

test("what this version cannot read, and what no event holds, is named and left as it is", async () => {
  const [unreadable, orphan] = [await world.place(), await world.place()];
  await withClient(world.database.adminUrl, async (client) => {
    await client.query("alter table event_store disable trigger user");
    await client.query("update event_store set event_version = 99 where aggregate_uuid = $1", [
      unreadable.sagaUuid,
    ]);
    for (const table of ["order_lines", "patients", "orders"]) {
      await client.query(`delete from ${table} where order_uuid = $1`, [orphan.orderUuid]);
    }
  });
  const before = await readModels();
  const { left } = await rebuild();
  expect(left.toSorted()).toEqual([
    expect.stringMatching(`^order ${orphan.orderUuid}: its row is gone`),
    expect.stringMatching(`^saga ${unreadable.sagaUuid}: event \\d+ \\(.* v99\\) cannot be read`),
  ]);
  expect(await readModels()).toEqual(before);
});

test("a stream is read in its order, however its rows lie in the table", async () => {
  const uuid = newUuid();
  await withClient(world.database.url, async (client) => {
    for (const version of [3, 1, 2]) {
      await client.query(
        `insert into event_store (aggregate_uuid, aggregate_type, aggregate_version, event_type,
           event_version, event_data, metadata, occurred_at)
         values ($1, 'order', $2, 'Test', 1, '{}', '{}', now())`,
        [uuid, version],
      );
    }
    // Without an index nothing is in order by luck.
    await client.query("set enable_indexscan = off");
    await client.query("set enable_bitmapscan = off");
    const stream = (await readStreams(client, [uuid])).get(uuid) ?? [];
    expect(stream.map(({ aggregateVersion }) => aggregateVersion)).toEqual([1, 2, 3]);
  });
});
