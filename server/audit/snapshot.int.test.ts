import { afterEach, beforeEach, expect, test } from "vitest";
import { withClient } from "#scripts/postgres/prepare-database";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { answering } from "#server/fulfillment/testing/outcomes";
import { inBatches } from "./snapshot.ts";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

test("what one batch reads is of one moment, whatever is committed meanwhile", async () => {
  const { sagaUuid } = await world.place();
  const SAGAS = "select id::text, version from order_fulfillment_sagas where id > $1 order by id";
  const EVENTS = "select count(*)::int n from event_store where aggregate_uuid = $1";
  const seen: [version: number, events: number][] = [];
  await withClient(world.database.url, (client) =>
    inBatches<{ id: string; version: number }>(client, "order_fulfillment_sagas", {
      read: async (cursor) => (await client.query(SAGAS, [cursor])).rows,
      look: async (rows) => {
        for (const { version } of rows) {
          await world.committer.submit(answering(await world.saga(sagaUuid)));
          const { rows: events } = await client.query<{ n: number }>(EVENTS, [sagaUuid]);
          seen.push([version, events[0]?.n ?? 0]);
        }
      },
    }),
  );
  expect(seen).toEqual([[3, 3]]);
});
