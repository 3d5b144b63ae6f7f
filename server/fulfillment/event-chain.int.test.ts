import fc from "fast-check";
import type pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withClient } from "#scripts/postgres/prepare-database";
import { canonicalJson } from "./canonical-json.ts";
import { CHAIN_START, hashLink, type Link } from "./chain-digest.ts";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";
import { newOrder, placing } from "./testing/new-order.ts";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

const asOwner = <T>(use: (client: pg.Client) => Promise<T>) =>
  withClient(world.database.adminUrl, use);

test("whatever an event holds is spelled the same when jsonb gives it back", async () => {
  await asOwner(async (client) => {
    const json = fc
      .jsonValue({ stringUnit: "binary" })
      // Postgres has no such character: an event that holds it is not written at all.
      .filter((value) => !JSON.stringify(value).includes("\\u0000"));
    await fc.assert(
      fc.asyncProperty(json, async (value) => {
        const text = canonicalJson(value);
        const { rows } = await client.query<{ back: unknown }>("select $1::jsonb as back", [text]);
        expect(canonicalJson(rows[0]?.back)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});

test("a commit of many sagas makes one link, over all of its events", async () => {
  await Promise.all(Array.from({ length: 60 }, () => world.committer.submit(placing(newOrder()))));
  const { rows } = await world.pool.query<{ links: number; linked: number; events: number }>(
    `select count(*)::int links, sum(event_count)::int linked,
       (select count(*)::int from event_store) events
     from event_chain`,
  );
  const { commitCount } = world.committer;
  expect(rows).toEqual([{ links: commitCount, linked: 240, events: 240 }]);
  expect(commitCount).toBeLessThan(10);
});

test("a link's hash can be taken again outside of Postgres", async () => {
  await world.place();
  await world.place();
  const { rows } = await world.pool.query<Link & { hash: Buffer }>(
    `select first_id::int "firstId", last_id::int "lastId", event_count "eventCount", digest, hash
     from event_chain order by last_id`,
  );
  let before = CHAIN_START;
  for (const link of rows) {
    before = hashLink(before, link);
    expect(before).toEqual(link.hash);
  }
  expect(rows).toHaveLength(2);
});

test("a commit without events makes no link", async () => {
  const order = await world.place();
  await world.committer.submit(placing(order));
  const { rows } = await world.pool.query("select last_id from event_chain");
  expect(rows).toHaveLength(1);
});

test("no chain is begun behind events that have none", async () => {
  await world.place();
  await asOwner(async (client) => {
    await client.query("alter table event_chain disable trigger user");
    await client.query("delete from event_chain");
  });
  await expect(world.place()).rejects.toMatchObject({ code: "23502", table: "event_chain" });
});

describe("the chain", () => {
  const CHANGES = [
    "update event_chain set event_count = event_count",
    "delete from event_chain",
    "truncate event_chain",
  ];

  test.each(CHANGES)("refuses the product's own role and its owner: %s", async (change) => {
    await world.place();
    await expect(world.pool.query(change)).rejects.toMatchObject({ code: "42501" });
    await expect(asOwner((client) => client.query(change))).rejects.toMatchObject({
      code: "42501",
      message: expect.stringContaining("event_chain is append-only"),
    });
  });
});
