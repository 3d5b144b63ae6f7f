/** Who looks at which order, and since when (milliseconds). */
export type Looker = { sagaUuid: string; userId: string; name: string; since: number };

export type Look = { tabId: string; sagaUuid: string; userId: string; name: string };

/** A page says every 10 s that it is still in sight; one in a row may be lost. */
export const SEEN_FOR_MS = 25_000;
/** More tabs than anybody looks at: the oldest make room, so that nobody can fill the memory. */
const MAX_TABS_A_PERSON = 50;

type Tab = Looker & { seenAt: number };

/**
 * The tabs of this process that have an order in sight. A tab looks at one order:
 * on the next it leaves the last. One that is silent has gone, however it went.
 */
export function createTabs(now: () => number) {
  const tabs = new Map<string, Tab>();

  function dropSilent(): void {
    for (const [key, { seenAt }] of tabs) if (seenAt <= now() - SEEN_FOR_MS) tabs.delete(key);
  }

  return {
    put({ tabId, sagaUuid, userId, name }: Look): void {
      dropSilent();
      const key = `${userId} ${tabId}`;
      const before = tabs.get(key);
      const since = before?.sagaUuid === sagaUuid ? before.since : now();
      // Put at the end, so that the first of a person is the one not heard of for longest.
      tabs.delete(key);
      tabs.set(key, { sagaUuid, userId, name, since, seenAt: now() });
      const own = [...tabs].filter(([, tab]) => tab.userId === userId);
      for (const [oldest] of own.slice(0, -MAX_TABS_A_PERSON)) tabs.delete(oldest);
    },
    /** Unless the tab has gone on to another order already. */
    drop({ tabId, sagaUuid, userId }: Omit<Look, "name">): void {
      const key = `${userId} ${tabId}`;
      if (tabs.get(key)?.sagaUuid === sagaUuid) tabs.delete(key);
    },
    all(): Looker[] {
      dropSilent();
      return [...tabs.values()].map(({ seenAt: _, ...looker }) => looker);
    },
  };
}

/** Each other person once, since the first of their tabs. */
export function othersOf(
  lookers: readonly Looker[],
  { sagaUuid, userId }: { sagaUuid: string; userId: string },
): { name: string; since: number }[] {
  const first = new Map<string, Looker>();
  for (const looker of lookers) {
    if (looker.sagaUuid !== sagaUuid || looker.userId === userId) continue;
    const known = first.get(looker.userId);
    if (!known || looker.since < known.since) first.set(looker.userId, looker);
  }
  return [...first.values()]
    .toSorted((a, b) => a.since - b.since)
    .map(({ name, since }) => ({ name, since }));
}
