import type { ChangeRow } from "#db/queries/events";
import type { LiveChange } from "./views.ts";

/** One slow listener keeps no more names than this. */
const MAX_NAMED = 2_000;

export type ChangeMailbox = {
  /** One page of the store, in its order. */
  put(rows: readonly ChangeRow[]): void;
  /** Sagas whose claim is another one now, or none. */
  putClaimed(sagaUuids: readonly string[]): void;
  /** What changed behind this place and was not taken yet, as one; null once it is closed. */
  take(after: number): Promise<LiveChange | null>;
  close(): void;
  readonly closed: Promise<null>;
};

/**
 * Merges what its listener has not taken yet: a slow one gets fewer frames, not
 * more memory. Too many names become none, which says: everything may have changed.
 */
export function createMailbox(): ChangeMailbox {
  let cursor = 0;
  /** With the last event that names each. */
  let named: Map<string, number> | "everything" = new Map();
  /** Claims have no place in the store: whatever was not taken yet is news. */
  let claimed = new Set<string>();
  let waiting = Promise.withResolvers<void>();
  let isClosed = false;
  const { promise: closed, resolve: onClosed } = Promise.withResolvers<null>();

  function takeOut(after: number): LiveChange | null {
    const held = { named, claimed: [...claimed] };
    named = new Map();
    claimed = new Set();
    waiting = Promise.withResolvers();
    if (cursor <= after && held.claimed.length === 0) return null;
    const place = Math.max(cursor, after);
    if (held.named === "everything") return { cursor: place, orderUuids: [], claimed: [] };
    const news = [...held.named].filter(([, id]) => id > after).map(([orderUuid]) => orderUuid);
    return { cursor: place, orderUuids: news, claimed: held.claimed };
  }

  return {
    closed,
    put(rows) {
      cursor = rows.at(-1)?.id ?? cursor;
      if (named !== "everything") {
        for (const { id, orderUuid } of rows) named.set(orderUuid, id);
        if (named.size > MAX_NAMED) named = "everything";
      }
      waiting.resolve();
    },
    putClaimed(sagaUuids) {
      for (const sagaUuid of sagaUuids) claimed.add(sagaUuid);
      waiting.resolve();
    },
    async take(after) {
      for (;;) {
        await waiting.promise;
        if (isClosed) return null;
        const change = takeOut(after);
        if (change !== null) return change;
      }
    },
    close() {
      isClosed = true;
      waiting.resolve();
      onClosed(null);
    },
  };
}
