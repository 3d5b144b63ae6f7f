import type pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { databaseRoles, withClient } from "#scripts/postgres/prepare-database";
import { type GivenWorld, givenWorld } from "#server/fulfillment/testing/given-world";
import { newOrder, placing } from "#server/fulfillment/testing/new-order";
import { answering } from "#server/fulfillment/testing/outcomes";
import { digestStored, readEvents } from "#server/projections/stored-events";
import { chainIsUnbroken } from "./chain-is-unbroken.ts";
import type { Finding } from "./check.ts";

let world: GivenWorld;
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(() => world.close());

const asOwner = <T>(use: (client: pg.Client) => Promise<T>) =>
  withClient(world.database.adminUrl, use);

const audit = (): Promise<Finding> =>
  asOwner((client) => chainIsUnbroken.run({ client, appRole: databaseRoles.app, sandbox: null }));

/** Everything that an owner who has put the triggers out of action may do. */
async function tamper(...changes: string[]): Promise<void> {
  await asOwner(async (client) => {
    await client.query("alter table event_store disable trigger user");
    await client.query("alter table event_chain disable trigger user");
    for (const change of changes) await client.query(change);
  });
}

const puttingIn = (id: string) => `
  insert into event_store overriding system value
  select ${id}, gen_random_uuid(), 'order', 1, 'OrderCancelled', 1, '{}', '{}', now()`;

/** Three orders placed one after the other: links 4, 8 and 12, four events each. */
async function givenThreeLinks(): Promise<void> {
  for (const _ of Array.from({ length: 3 })) await world.place();
}

const broken = (offender: string, others = 0) => ({
  status: "broken",
  offender: expect.stringMatching(new RegExp(`^${offender}$`)),
  others,
});
const eventNamed = (id: number, type = "\\w+") =>
  `event ${id} \\(${type}, [0-9a-f-]{36} version \\d\\)`;

describe("a chain that nobody touched", () => {
  test("holds, with every event in it", async () => {
    await givenThreeLinks();
    expect(await audit()).toEqual({ status: "holds", count: 12, of: "linked events", remarks: [] });
  });

  test("holds before the first event", async () => {
    expect(await audit()).toMatchObject({ status: "holds", count: 0 });
  });

  test("holds over the ids that commits took with them when they were rolled back", async () => {
    await world.place();
    await asOwner(async (client) => {
      await client.query("begin");
      await client.query("select nextval('event_store_id_seq') from generate_series(1, 10)");
      await client.query("rollback");
    });
    await world.place();
    const { rows } = await world.pool.query("select first_id::int, last_id::int from event_chain");
    expect(rows).toEqual([
      { first_id: 1, last_id: 4 },
      { first_id: 15, last_id: 18 },
    ]);
    expect(await audit()).toMatchObject({ status: "holds", count: 8 });
  });

  test("holds after two processes with two lanes each have written it at once, and while they do", async () => {
    const committers = [world.committer, world.openCommitter()];
    let writing = true;
    const auditing = (async () => {
      while (writing) expect(await audit()).toMatchObject({ status: "holds" });
    })();
    await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        for (const _round of Array.from({ length: 5 })) {
          const committer = committers[index % 2] ?? world.committer;
          const order = newOrder();
          await committer.submit(placing(order));
          await committer.submit(answering(await world.saga(order.sagaUuid)));
        }
      }),
    );
    writing = false;
    await auditing;
    expect(await audit()).toMatchObject({ status: "holds", count: 12 * 5 * 7 });
  });

  test("holds over more links and events than are looked at in one go", async () => {
    await Promise.all(Array.from({ length: 1_600 }, () => world.place()));
    const orders = Array.from({ length: 510 }, () => newOrder());
    for (const order of orders) await world.committer.submit(placing(order));
    expect(await audit()).toMatchObject({ status: "holds", count: 4 * 2_110 });
  });
});

describe("an event", () => {
  beforeEach(givenThreeLinks);

  test.each([
    ["data", `event_data = event_data || '{"lineCount": 2}'`],
    ["data, to which something was added", `event_data = event_data || '{"extra": null}'`],
    ["actor", `metadata = jsonb_set(metadata, '{actor}', '{"type": "person", "id": "someone"}')`],
    ["time", "occurred_at = occurred_at + interval '1 ms'"],
    ["time, to never", "occurred_at = 'infinity'"],
    ["type", "event_type = 'OrderCancelled'"],
    ["schema version", "event_version = 2"],
    ["stream", "aggregate_uuid = '00000000-0000-7000-8000-000000000000'"],
    ["place in its stream", "aggregate_version = 2"],
  ])("is named when somebody changed its %s", async (_what, change) => {
    const { rows } = await world.pool.query<{ id: number }>(
      "select id::int from event_store where event_type = 'OrderCreated' and id between 5 and 8",
    );
    const id = rows[0]?.id ?? 0;
    await tamper(`update event_store set ${change} where id = ${id}`);
    expect(await audit()).toEqual(broken(`${eventNamed(id)} is not as it was written`));
  });

  test("that went another way than its fellows cannot be told from them", async () => {
    await tamper(
      "update event_store set event_version = event_version",
      "update event_store set event_version = 2 where id = 6",
    );
    expect(await audit()).toEqual(broken("one of the events 5 to 8 is not as it was written"));
  });

  test("is named when it was removed", async () => {
    await tamper("delete from event_store where id = 6");
    expect(await audit()).toEqual(
      broken("event 6 is gone, which link 8 \\(events 5 to 8\\) was made with"),
    );
  });

  test("is named when it was put in the place of another", async () => {
    await tamper("delete from event_store where id = 6", puttingIn("6"));
    expect(await audit()).toEqual(
      broken(`${eventNamed(6, "OrderCancelled")} is not as it was written`),
    );
  });

  test("is named when it was put in at the end", async () => {
    await tamper(puttingIn("nextval('event_store_id_seq')"));
    expect(await audit()).toEqual(broken(`${eventNamed(13, "OrderCancelled")} has no link`));
  });

  test("is named when it was put in where a rollback had left a gap", async () => {
    await world.pool.query("select nextval('event_store_id_seq')");
    await world.place();
    await tamper(puttingIn("13"));
    expect(await audit()).toEqual(broken(`${eventNamed(13, "OrderCancelled")} has no link`));
  });

  test("is named when it was put in before the first", async () => {
    await tamper(puttingIn("0"), puttingIn("-1"));
    expect(await audit()).toEqual(broken(`${eventNamed(-1, "OrderCancelled")} has no link`, 1));
  });
});

describe("a link", () => {
  beforeEach(givenThreeLinks);
  const link8 = "link 8 \\(events 5 to 8\\)";
  const link12 = "link 12 \\(events 9 to 12\\)";

  test("is named when its digest was changed", async () => {
    await tamper("update event_chain set digest = sha256('other') where last_id = 8");
    expect(await audit()).toEqual(broken(`${link8} does not follow from the link before it`));
  });

  test("is named when its hash was changed, as is the one behind it", async () => {
    await tamper("update event_chain set hash = sha256('other') where last_id = 8");
    expect(await audit()).toEqual(broken(`${link8} does not follow from the link before it`, 1));
  });

  test("that was made to fit a changed event gives itself away by the one behind it", async () => {
    await tamper("update event_store set event_version = 2 where id = 6");
    const digest = await asOwner(async (client) =>
      digestStored(await readEvents(client, "event_store e where e.id between 5 and 8", [])),
    );
    const asHex = `'\\x${digest.toString("hex")}'::bytea`;
    await tamper(
      `update event_chain set digest = ${asHex}, hash = sha256(
         (select hash from event_chain where last_id = 4) || int8send(5) || int8send(8)
         || int4send(4) || ${asHex})
       where last_id = 8`,
    );
    expect(await audit()).toEqual(broken(`${link12} does not follow from the link before it`));
  });

  test.each([
    ["first", 4, 1],
    ["middle", 8, 5],
  ])("is missed when the %s one was removed", async (_which, last, first) => {
    await tamper(`delete from event_chain where last_id = ${last}`);
    // Its events, and the link behind it.
    expect(await audit()).toEqual(broken(`${eventNamed(first)} has no link`, 4));
  });

  test("is missed when the last one was removed", async () => {
    await tamper("delete from event_chain where last_id = 12");
    expect(await audit()).toEqual(broken(`${eventNamed(9)} has no link`, 3));
  });

  test("is missed when it was removed with all of its events", async () => {
    await tamper(
      "delete from event_chain where last_id = 8",
      "delete from event_store where id between 5 and 8",
    );
    expect(await audit()).toEqual(broken(`${link12} does not follow from the link before it`));
  });

  test("that covers events of another is named", async () => {
    await tamper(
      `insert into event_chain (last_id, first_id, event_count, digest, hash)
       select 13, 12, 2, sha256(''), sha256('')`,
    );
    expect(await audit()).toEqual(
      broken("link 13 \\(events 12 to 13\\) begins within the link before it"),
    );
  });
});
