import type { ConsoleDoor } from "./console-door.ts";
import type { ConsoleSamples } from "./console-samples.ts";

/** One thing that a page asks. `turn` varies what is asked for. */
export type Question = {
  name: string;
  /** Of the console's router. */
  procedure: string;
  ask(door: ConsoleDoor, samples: ConsoleSamples, turn: number): Promise<unknown>;
};

/** As the list's page asks, and as it asks again while it watches; see use-order-pages.ts. */
export const PAGE_SIZE = 50;
export const FRESH_SIZE = 100;

/** What this turn asks with. */
export const sampled = <T>(items: readonly T[], turn: number): T => {
  const item = items[turn % items.length];
  if (item === undefined) throw new Error("Bug: there is no sample to ask with");
  return item;
};
