import type { ChangeRow } from "#db/queries/events";
import { type ChangeMailbox, createMailbox } from "./change-mailbox.ts";
import type { LiveChange } from "./views.ts";

/** Where the feed reads: the event store in the order of commits, and the claims that stand. */
export type ChangeSource = {
  head(): Promise<number>;
  after(cursor: number, limit: number): Promise<ChangeRow[]>;
  /** By saga: another value is another claim, or the same one that lasts longer. */
  claims(): Promise<ClaimMarks>;
};
type ClaimMarks = ReadonlyMap<string, string>;

const PAGE = 1_000;
const POLL_MS = 250;
/** A database that is away is asked less and less often, up to this. */
const MAX_BACKOFF_MS = 10_000;
/** What a returning page may have missed one by one; beyond it, fetching everything again is cheaper. */
const MAX_BACKLOG_PAGES = 10;

export type LiveFeed = {
  /**
   * Changes after `since`, or from now on, until the signal is aborted. A frame
   * without names says that everything may have changed. The first frame of a
   * fresh listener is such a one: it may have read its page before it listened.
   */
  changes(since: number | null, signal: AbortSignal): AsyncGenerator<LiveChange, void>;
  /** How many listen; the feed polls only while somebody does. */
  readonly listenerCount: number;
};

type Options = {
  source: ChangeSource;
  log: { warn(facts: object, event: string): void };
  pollMs?: number;
};

/** One poller for all listeners of this process. It survives a database that is away. */
export function createLiveFeed({ source, log, pollMs = POLL_MS }: Options): LiveFeed {
  const listeners = new Set<ChangeMailbox>();
  let polling: Promise<void> | null = null;

  /** Resolves once the poller has its place in the store: all that comes later reaches the mailboxes. */
  function startPolling(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    // Not awaited: it runs until nobody listens, and catches its own errors.
    void poll(resolve).finally(resolve);
    return promise;
  }

  async function poll(onPlaced: () => void): Promise<void> {
    let cursor: number | null = null;
    let claims: ClaimMarks | null = null;
    let failureCount = 0;
    while (listeners.size > 0) {
      try {
        cursor ??= await source.head();
        claims ??= await source.claims();
        onPlaced();
        const page = await source.after(cursor, PAGE);
        cursor = handOut(page) ?? cursor;
        claims = handOutClaims(claims, await source.claims());
        failureCount = 0;
        // A full page means that more waits.
        if (page.length < PAGE) await sleep(pollMs);
      } catch (error) {
        failureCount += 1;
        log.warn({ err: error, failureCount }, "live_feed.read_failed");
        await sleep(Math.min(MAX_BACKOFF_MS, pollMs * 2 ** Math.min(failureCount, 10)));
      }
    }
    // In the same turn as the last look at the listeners: the next one starts a poller of its own.
    polling = null;
  }

  function handOut(page: readonly ChangeRow[]): number | null {
    const last = page.at(-1);
    if (!last) return null;
    for (const mailbox of listeners) mailbox.put(page);
    return last.id;
  }

  /** They are no events and have no order of commits, so what stands now is held against what stood. */
  function handOutClaims(before: ClaimMarks, now: ClaimMarks): ClaimMarks {
    const sagas = new Set([...before.keys(), ...now.keys()]);
    const changed = [...sagas].filter((saga) => before.get(saga) !== now.get(saga));
    if (changed.length > 0) for (const mailbox of listeners) mailbox.putClaimed(changed);
    return now;
  }

  async function* changes(
    since: number | null,
    signal: AbortSignal,
  ): AsyncGenerator<LiveChange, void> {
    const mailbox = createMailbox();
    signal.addEventListener("abort", mailbox.close, { once: true });
    // Listens before it reads the backlog, so that nothing falls between the two.
    listeners.add(mailbox);
    polling ??= startPolling();
    try {
      await Promise.race([polling, mailbox.closed]);
      let cursor = 0;
      for await (const change of missedSince(source, since)) {
        if (signal.aborted) return;
        cursor = change.cursor;
        yield change;
      }
      while (!signal.aborted) {
        // What the backlog told already is not told again.
        const change = await mailbox.take(cursor);
        if (change === null) return;
        cursor = change.cursor;
        yield change;
      }
    } finally {
      listeners.delete(mailbox);
      signal.removeEventListener("abort", mailbox.close);
    }
  }

  return {
    changes,
    get listenerCount() {
      return listeners.size;
    },
  };
}

/** What a listener missed, up to the store's end as it is now. */
async function* missedSince(
  source: ChangeSource,
  since: number | null,
): AsyncGenerator<LiveChange, void> {
  const head = await source.head();
  // A place beyond the end is from another database: nothing can be concluded from it.
  if (since === null || since > head) return yield { cursor: head, orderUuids: [], claimed: [] };
  let cursor = since;
  for (let page = 0; page < MAX_BACKLOG_PAGES; page += 1) {
    const rows = await source.after(cursor, PAGE);
    const change = changeOf(rows);
    if (!change) return;
    cursor = change.cursor;
    yield change;
    if (rows.length < PAGE) return;
  }
  yield { cursor: await source.head(), orderUuids: [], claimed: [] };
}

function changeOf(rows: readonly ChangeRow[]): LiveChange | null {
  const last = rows.at(-1);
  if (!last) return null;
  return {
    cursor: last.id,
    orderUuids: [...new Set(rows.map((row) => row.orderUuid))],
    claimed: [],
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
