import type { LiveChange } from "./views.ts";

/** One slow listener keeps no more names than this. */
const MAX_NAMED = 2_000;

export type ChangeMailbox = {
  put(change: LiveChange): void;
  /** The changes since the last take, as one; null once it is closed. */
  take(): Promise<LiveChange | null>;
  close(): void;
  readonly closed: Promise<null>;
};

/**
 * Merges what its listener has not taken yet: a slow one gets fewer frames, not
 * more memory. Too many names become none, which says: everything may have changed.
 */
export function createMailbox(): ChangeMailbox {
  let cursor = 0;
  let named: Set<string> | "everything" = new Set();
  let waiting = Promise.withResolvers<void>();
  let isClosed = false;
  const { promise: closed, resolve: onClosed } = Promise.withResolvers<null>();

  return {
    closed,
    put(change) {
      cursor = change.cursor;
      if (named !== "everything") {
        for (const orderUuid of change.orderUuids) named.add(orderUuid);
        if (named.size > MAX_NAMED) named = "everything";
      }
      waiting.resolve();
    },
    async take() {
      await waiting.promise;
      if (isClosed) return null;
      const taken = { cursor, orderUuids: named === "everything" ? [] : [...named] };
      named = new Set();
      waiting = Promise.withResolvers();
      return taken;
    },
    close() {
      isClosed = true;
      waiting.resolve();
      onClosed(null);
    },
  };
}
