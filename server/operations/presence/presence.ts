import { createTabs, type Look, type Looker, othersOf } from "./tabs.ts";
import type { CompanyView } from "./views.ts";

/** However many pages ask, the other processes are asked no more often than this. */
const EXCHANGE_EVERY_MS = 2_000;

type Options = {
  /** Tells the other web processes who looks here, and answers who looks there. */
  exchange(here: readonly Looker[]): Promise<readonly Looker[]>;
  log: { warn(facts: object, event: string): void };
  now?: () => number;
};

export type Presence = {
  look(look: Look): Promise<CompanyView>;
  leave(look: Omit<Look, "name">): void;
};

/** Who has which order open, in all web processes. It decides nothing: it spares two people one deed. */
export function createPresence({ exchange, log, now = Date.now }: Options): Presence {
  const tabs = createTabs(now);
  let elsewhere: readonly Looker[] = [];
  let failing = false;
  let exchangedAt = Number.NEGATIVE_INFINITY;
  let exchanging: Promise<void> | null = null;

  async function tellAndHear(): Promise<void> {
    try {
      elsewhere = await exchange(tabs.all());
      failing = false;
    } catch (error) {
      // Whoever looked there may have gone, and others may have come.
      elsewhere = [];
      if (!failing) log.warn({ err: error }, "presence.exchange_failed");
      failing = true;
    } finally {
      exchangedAt = now();
      exchanging = null;
    }
  }

  return {
    leave: tabs.drop,
    async look(look) {
      tabs.put(look);
      if (now() - exchangedAt >= EXCHANGE_EVERY_MS) {
        exchanging ??= tellAndHear();
        await exchanging;
      }
      const others = othersOf([...tabs.all(), ...elsewhere], look).map(({ name, since }) => ({
        name,
        since: new Date(since).toISOString(),
      }));
      return { others, complete: !failing };
    },
  };
}
