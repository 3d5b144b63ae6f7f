import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "#db/client";
import { readChangesAfter, readEventHead } from "#db/queries/events";
import { withClient } from "#scripts/postgres/prepare-database";
import { newUuid } from "#server/ids";
import { testServerUrl } from "#testing/database";
import type { Committer } from "./committer.ts";
import { checkWorld } from "./testing/check-world.ts";
import { type GivenWorld, givenWorld } from "./testing/given-world.ts";
import { newOrder, placing } from "./testing/new-order.ts";
import { answering } from "./testing/outcomes.ts";

let world: GivenWorld;
const clients: pg.Client[] = [];
beforeEach(async () => {
  world = await givenWorld();
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
  await world.close();
});

async function connect(connectionString = world.database.url): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  clients.push(client);
  await client.connect();
  return client;
}

/** Reads on from a cursor as every follower of the events does; remembers what it was shown. */
class Follower {
  readonly seen: number[] = [];
  readonly #client: pg.Client;
  constructor(client: pg.Client) {
    this.#client = client;
  }
  async read(): Promise<void> {
    const { rows } = await this.#client.query<{ id: number }>(
      "select id::int from event_store where id > $1 order by id limit 500",
      [this.seen.at(-1) ?? 0],
    );
    this.seen.push(...rows.map(({ id }) => id));
  }
}

async function allIds(): Promise<number[]> {
  const { rows } = await world.pool.query<{ id: number }>(
    "select id::int from event_store order by id",
  );
  return rows.map(({ id }) => id);
}

const APPEND = `insert into event_store (aggregate_uuid, aggregate_type, aggregate_version,
    event_type, event_version, event_data, metadata, occurred_at)
  values ($1, 'order', 1, 'Test', 1, '{}', '{}', now())`;

describe("a follower of the events", () => {
  test("R-28 misses nothing while eight writers of two processes append", async () => {
    const other = world.openCommitter();
    const follower = new Follower(await connect());
    let writing = true;
    const reading = (async () => {
      while (writing) await follower.read();
      await follower.read();
      await follower.read();
    })();
    const write = async (committer: Committer) => {
      for (const _ of Array.from({ length: 15 })) {
        const order = newOrder();
        await committer.submit(placing(order));
        await committer.submit(answering(await world.saga(order.sagaUuid)));
      }
    };
    await Promise.all(
      Array.from({ length: 8 }, (_, i) => write(i % 2 === 0 ? world.committer : other)),
    );
    writing = false;
    await reading;
    expect(follower.seen).toEqual(await allIds());
    // Four events when an order is placed, three when its first step is done.
    expect(follower.seen.length).toBe(8 * 15 * 7);
    expect(await checkWorld(world.pool)).toMatchObject({ broken: [], sagas: 120 });
  });

  test("would miss an event if a writer did not take the append lock", async () => {
    const [slow, fast] = [await connect(), await connect()];
    const follower = new Follower(await connect());
    await slow.query("begin");
    await slow.query(APPEND, [newUuid()]);
    await fast.query(APPEND, [newUuid()]);
    await follower.read();
    await slow.query("commit");
    await follower.read();
    expect(follower.seen).not.toEqual(await allIds());
  });

  test("R-28 sees a slow writer's events first, because the next append waits for its commit", async () => {
    // The first event of all would have to be linked.
    await world.place();
    const slow = await connect();
    const follower = new Follower(await connect());
    await follower.read();
    const seenBefore = [...follower.seen];
    await slow.query("begin");
    await slow.query("select pg_advisory_xact_lock(7)");
    await slow.query(APPEND, [newUuid()]);

    const order = newOrder();
    let placed = false;
    const submitted = world.committer.submit(placing(order)).then(() => {
      placed = true;
    });
    await expect
      .poll(async () => {
        const { rows } = await world.pool.query<{ n: number }>(
          "select count(*)::int n from pg_locks where locktype = 'advisory' and not granted",
        );
        return rows[0]?.n;
      })
      .toBe(1);
    await follower.read();
    expect([placed, follower.seen]).toEqual([false, seenBefore]);

    await slow.query("commit");
    await submitted;
    await follower.read();
    expect(follower.seen).toEqual(await allIds());
  });

  test("is not held up by a transaction that somebody forgot, here or in another database", async () => {
    const forgetful = [await connect(), await connect(testServerUrl())];
    for (const client of forgetful) {
      await client.query("begin");
      // It has written, or is as good as if it had.
      await client.query("select pg_current_xact_id()");
    }
    await world.place();
    const { db, close } = openFeed();
    const changes = await readChangesAfter(db, 0, 100);
    await close();
    expect(changes.map(({ id }) => id)).toEqual(await allIds());
  });

  test("goes over a gap that is wider than its page", async () => {
    await world.place();
    const { db, close } = openFeed();
    const head = await readEventHead(db);
    await withClient(world.database.adminUrl, (admin) =>
      admin.query("select setval('event_store_id_seq', $1)", [head + 1_000]),
    );
    await world.place();
    const changes = await readChangesAfter(db, head, 10);
    await close();
    expect(changes.map(({ id }) => id)).toEqual((await allIds()).filter((id) => id > head));
    expect(changes).not.toEqual([]);
  });
});

/** As the pages of the console follow the events. */
const openFeed = () =>
  openDatabase({
    url: world.database.url,
    maxConnections: 1,
    applicationName: "given-feed",
    onIdleError: (error) => world.log.warn({ err: error }, "test.connection_lost"),
  });

describe("the event store", () => {
  test("takes no second event in the same place of a stream", async () => {
    const uuid = newUuid();
    const client = await connect();
    await client.query(APPEND, [uuid]);
    await expect(client.query(APPEND, [uuid])).rejects.toMatchObject({ code: "23505" });
    expect(await allIds()).toHaveLength(1);
  });

  const CHANGES = [
    "update event_store set event_data = '{}'",
    "delete from event_store",
    "truncate event_store",
  ];

  test.each(CHANGES)("refuses the product's own role: %s", async (change) => {
    await world.place();
    await expect(world.pool.query(change)).rejects.toMatchObject({ code: "42501" });
  });

  test.each(CHANGES)("refuses its owner too: %s", async (change) => {
    await world.place();
    const owner = await connect(world.database.adminUrl);
    await expect(owner.query(change)).rejects.toMatchObject({
      code: "42501",
      message: expect.stringContaining("append-only"),
    });
    expect(await allIds()).not.toEqual([]);
  });
});
