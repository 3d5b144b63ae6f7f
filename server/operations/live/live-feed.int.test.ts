import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { operationsOf } from "../operations-of.ts";
import { type ConsoleWorld, made, openConsoleWorld } from "../testing/console-world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

/** What travels is an id and the change; the caller's types show the page's side of it. */
const names = z.array(z.string());
const frame = z
  .tuple([z.string(), z.object({ cursor: z.number(), orderUuids: names, claimed: names })])
  .rest(z.unknown());

async function listen(lastEventId?: string) {
  const changes = await world.as("dana").live.changes(lastEventId ? { lastEventId } : {});
  const stream = changes[Symbol.asyncIterator]();
  return {
    async next() {
      const [id, { orderUuids, claimed }] = frame.parse((await stream.next()).value);
      return { id, orderUuids, claimed };
    },
    stop: () => stream.return?.(undefined),
  };
}

describe("the live feed", () => {
  test("names the orders that change, and what a page missed while it was away", async () => {
    const listener = await listen();
    expect((await listener.next()).orderUuids).toEqual([]);
    const order = await world.place();
    const seen = await listener.next();
    expect(seen.orderUuids).toEqual([order.orderUuid]);
    await listener.stop();

    const missed = await world.place();
    await world.answer(order, made("scr_1"));
    const returning = await listen(seen.id);
    const { orderUuids } = await returning.next();
    expect(new Set(orderUuids)).toEqual(new Set([order.orderUuid, missed.orderUuid]));
    await returning.stop();
  });

  test("R-28 skips none of the orders that are placed while it reads, and names none twice", async () => {
    const listener = await listen();
    const ids = [Number((await listener.next()).id)];
    const orders = await Promise.all(Array.from({ length: 40 }, () => world.place()));
    const missing = new Set(orders.map(({ orderUuid }) => orderUuid));
    while (missing.size > 0) {
      const { id, orderUuids } = await listener.next();
      ids.push(Number(id));
      // Others are of the tests before.
      const own = orderUuids.filter((each) => orders.some(({ orderUuid }) => orderUuid === each));
      for (const orderUuid of own) expect(missing.delete(orderUuid)).toBe(true);
    }
    expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
    await listener.stop();
  });

  test("tells everybody at once who took an order, gave it back, or let it run out", async () => {
    const { sagaUuid } = await world.place();
    const [dana, luis] = [await listen(), await listen()];
    await Promise.all([dana.next(), luis.next()]);
    const both = async () => {
      const told = await Promise.all([dana.next(), luis.next()]);
      expect(told.map(({ orderUuids, claimed }) => [orderUuids, claimed])).toEqual([
        [[], [sagaUuid]],
        [[], [sagaUuid]],
      ]);
    };
    const { claim } = await world.as("dana").claims.claim({ sagaUuid });
    await both();
    const note = "Dana is off shift.";
    await world.as("luis").claims.takeOver({ sagaUuid, claimId: claim.claimId, note });
    await both();
    await world.as("luis").claims.release({ sagaUuid });
    await both();
    await world.as("luis").claims.claim({ sagaUuid });
    await both();
    await world.db.execute(sql`
      update claims set claimed_at = now() - interval '1 h', expires_at = now() - interval '1 s'
      where saga_uuid = ${sagaUuid} and ended_at is null`);
    await both();
    await Promise.all([dana.stop(), luis.stop()]);
  });

  test("a hundred pages that read anew because of it cost the database what two cost", async () => {
    const { pool } = world.runtime.database;
    let reads = 0;
    const onAcquire = () => {
      reads += 1;
    };
    pool.on("acquire", onAcquire);
    const readsOf = async (pages: number) => {
      reads = 0;
      const answers = Array.from({ length: pages }, () => world.as("dana").inbox.list({}));
      await Promise.all(answers);
      return reads;
    };
    const two = await readsOf(2);
    expect(two).toBeGreaterThan(2);
    expect(await readsOf(100)).toBe(two);
    pool.off("acquire", onAcquire);
  });

  test("goes on after its connections were cut", async () => {
    const listener = await listen();
    await listener.next();
    const other = new pg.Client({ connectionString: world.copy.url });
    await other.connect();
    await other.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'backstitch-web' and datname = current_database()",
    );
    await other.end();
    const order = await world.place();
    expect((await listener.next()).orderUuids).toContain(order.orderUuid);
    await listener.stop();
  });
});

describe("the live feed over HTTP", () => {
  /** Reads the stream until it holds what is looked for. */
  async function readUntil(response: Response, pattern: RegExp): Promise<string> {
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (pattern.test(text)) return text;
    }
    throw new Error(`The stream ended without ${pattern}: ${text}`);
  }

  test("resumes from the browser's last event id, and stops listening when the page leaves", async () => {
    const first = await world.fetch("dana", "live.changes?input={}");
    expect(first.headers.get("content-type")).toContain("text/event-stream");
    const opened = await readUntil(first, /\nid: \d+/);
    const lastEventId = /\nid: (\d+)/.exec(opened)?.[1] ?? "";

    const order = await world.place();
    const leaving = new AbortController();
    const again = await world.fetch("dana", "live.changes?input={}", {
      headers: { "last-event-id": lastEventId },
      signal: leaving.signal,
    });
    expect(await readUntil(again, /\nid: \d+/)).toContain(order.orderUuid);
    leaving.abort();
    const { liveFeed } = operationsOf(world.runtime);
    await expect.poll(() => liveFeed.listenerCount).toBe(0);
  });

  test("is refused to whoever is signed out", async () => {
    const refused = await world.fetch(null, "live.changes?input={}");
    expect(refused.status).toBe(401);
    const list = await world.fetch(null, "orders.list?input={}");
    expect(list.status).toBe(401);
    const streamed = await world.fetch(null, "orders.list?batch=1&input={}", {
      headers: { "trpc-accept": "application/jsonl" },
    });
    expect(streamed.status).toBe(401);
  });
});
