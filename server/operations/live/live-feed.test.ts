import { afterEach, describe, expect, test, vi } from "vitest";
import { type ChangeSource, createLiveFeed } from "./live-feed.ts";
import type { LiveChange } from "./views.ts";

/** A store in memory that can be away for a while. */
function store() {
  const rows: { id: number; orderUuid: string }[] = [];
  const state = { isAway: false, readCount: 0 };
  const claims = new Map<string, string>();
  const check = () => {
    state.readCount += 1;
    if (state.isAway) throw new Error("the database is away");
  };
  const source: ChangeSource = {
    async head() {
      check();
      return rows.at(-1)?.id ?? 0;
    },
    async after(cursor, limit) {
      check();
      return rows.filter((row) => row.id > cursor).slice(0, limit);
    },
    async claims() {
      check();
      return new Map(claims);
    },
  };
  const append = (orderUuid: string) => rows.push({ id: rows.length + 1, orderUuid });
  return { source, append, claims, state };
}

const ending = new Set<AbortController>();
afterEach(() => {
  for (const controller of ending) controller.abort();
  vi.useRealTimers();
});

function listen(feed: ReturnType<typeof createLiveFeed>, since: number | null) {
  const controller = new AbortController();
  ending.add(controller);
  const changes = feed.changes(since, controller.signal);
  const next = async (): Promise<LiveChange | undefined> => {
    const { value } = await changes.next();
    return value ?? undefined;
  };
  return { next, stop: () => controller.abort() };
}

const quiet = { warn: () => undefined };
const feedOf = (source: ChangeSource, log: Parameters<typeof createLiveFeed>[0]["log"] = quiet) =>
  createLiveFeed({ source, log, pollMs: 1 });

describe("the live feed", () => {
  test("tells a fresh listener first that everything may have changed, then what changes", async () => {
    const { source, append } = store();
    append("a");
    const listener = listen(feedOf(source), null);
    expect(await listener.next()).toEqual({ cursor: 1, orderUuids: [], claimed: [] });
    append("b");
    expect(await listener.next()).toEqual({ cursor: 2, orderUuids: ["b"], claimed: [] });
  });

  test("tells a returning listener what it missed, each order once a frame", async () => {
    const { source, append } = store();
    for (const order of ["a", "b", "c", "b"]) append(order);
    const listener = listen(feedOf(source), 1);
    expect(await listener.next()).toEqual({ cursor: 4, orderUuids: ["b", "c"], claimed: [] });
    append("d");
    expect(await listener.next()).toEqual({ cursor: 5, orderUuids: ["d"], claimed: [] });
  });

  test("loses nothing that happens while somebody joins a feed that runs already", async () => {
    const { source, append } = store();
    const feed = feedOf(source);
    const first = listen(feed, null);
    await first.next();
    append("a");
    await first.next();
    const second = listen(feed, 0);
    append("b");
    const seen: string[] = [];
    while (!seen.includes("b")) seen.push(...((await second.next())?.orderUuids ?? []));
    expect(new Set(seen)).toEqual(new Set(["a", "b"]));
  });

  test("tells whoever returns nothing twice, though it came in while they read what they had missed", async () => {
    const { source, append } = store();
    let reading: Promise<unknown> = Promise.resolve();
    const feed = feedOf({ ...source, head: () => reading.then(source.head) });
    const watcher = listen(feed, null);
    await watcher.next();
    const { promise, resolve } = Promise.withResolvers<void>();
    reading = promise;
    const returning = listen(feed, 0);
    const missed = returning.next();
    append("a");
    await watcher.next();
    resolve();
    expect(await missed).toEqual({ cursor: 1, orderUuids: ["a"], claimed: [] });
    append("b");
    await watcher.next();
    expect(await returning.next()).toEqual({ cursor: 2, orderUuids: ["b"], claimed: [] });
  });

  test("gives a slow listener one frame for many changes", async () => {
    const { source, append } = store();
    const feed = feedOf(source);
    const slow = listen(feed, null);
    const watcher = listen(feed, null);
    await Promise.all([slow.next(), watcher.next()]);
    append("a");
    await watcher.next();
    append("b");
    await watcher.next();
    expect((await slow.next())?.orderUuids).toEqual(["a", "b"]);
  });

  test("tells of a claim, of one that lasts longer, and of one that is given back", async () => {
    const { source, append, claims } = store();
    append("a");
    claims.set("held before", "claim 0");
    const listener = listen(feedOf(source), null);
    await listener.next();
    for (const change of [
      () => claims.set("saga", "claim 1 until 14:30"),
      () => claims.set("saga", "claim 1 until 14:50"),
      () => claims.set("saga", "claim 2"),
      () => claims.delete("saga"),
    ]) {
      change();
      expect(await listener.next()).toEqual({ cursor: 1, orderUuids: [], claimed: ["saga"] });
    }
  });

  test("asks the database no more for a hundred listeners than for one", async () => {
    vi.useFakeTimers();
    const countReads = async (listeners: number) => {
      const { source, state, claims } = store();
      const feed = feedOf(source);
      const all = Array.from({ length: listeners }, () => listen(feed, null));
      await Promise.all(all.map((each) => each.next()));
      const before = state.readCount;
      claims.set("saga", "claim 1");
      await vi.advanceTimersByTimeAsync(20);
      const told = await Promise.all(all.map((each) => each.next()));
      expect(new Set(told.flatMap((change) => change?.claimed))).toEqual(new Set(["saga"]));
      for (const each of all) each.stop();
      return state.readCount - before;
    };
    const [one, hundred] = [await countReads(1), await countReads(100)];
    expect(one).toBeGreaterThan(10);
    expect(Math.abs(hundred - one)).toBeLessThan(5);
  });

  test("after a long absence says that everything may have changed", async () => {
    const { source, append } = store();
    for (let i = 0; i < 10_001; i += 1) append(`order-${i}`);
    const listener = listen(feedOf(source), 0);
    for (let page = 0; page < 10; page += 1) {
      expect((await listener.next())?.orderUuids).toHaveLength(1_000);
    }
    expect(await listener.next()).toEqual({ cursor: 10_001, orderUuids: [], claimed: [] });
  });

  test("a place beyond the end, as from another database, means everything", async () => {
    const { source, append } = store();
    append("a");
    expect(await listen(feedOf(source), 99).next()).toEqual({
      cursor: 1,
      orderUuids: [],
      claimed: [],
    });
  });

  test("goes on after the database was away, and says so in the log", async () => {
    const { source, append, state } = store();
    const warned: string[] = [];
    const returned = Promise.withResolvers<void>();
    const feed = feedOf(source, {
      warn: (_, event) => {
        warned.push(event);
        state.isAway = false;
        append("b");
        returned.resolve();
      },
    });
    const listener = listen(feed, null);
    await listener.next();
    state.isAway = true;
    await returned.promise;
    expect((await listener.next())?.orderUuids).toEqual(["b"]);
    expect(warned).toEqual(["live_feed.read_failed"]);
  });

  test("ends with its signal, and asks the database no more when nobody listens", async () => {
    vi.useFakeTimers();
    const { source, state } = store();
    const feed = feedOf(source);
    const listener = listen(feed, null);
    await listener.next();
    const waiting = listener.next();
    // Each step waits for a turn of the real event loop, so no more of them than are needed.
    await vi.advanceTimersByTimeAsync(15);
    listener.stop();
    expect(await waiting).toBeUndefined();
    expect(feed.listenerCount).toBe(0);
    const { readCount } = state;
    expect(readCount).toBeGreaterThan(10);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state.readCount).toBe(readCount);
  });
});
