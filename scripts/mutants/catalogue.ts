import type { LeftOut, Mutant } from "./mutant.ts";
import { THE_BUDGETS } from "./the-budgets.ts";
import { THE_CIRCUITS } from "./the-circuits.ts";
import { THE_COMMIT } from "./the-commit.ts";
import { THE_EVENT_STORE } from "./the-event-store.ts";
import { THE_KEPT_JOBS } from "./the-kept-jobs.ts";
import { THE_KEYS } from "./the-keys.ts";
import { THE_PARTNERS } from "./the-partners.ts";
import { THE_PEOPLE } from "./the-people.ts";
import { THE_PIVOT } from "./the-pivot.ts";
import { THE_QUEUE } from "./the-queue.ts";
import { THE_SWEEP } from "./the-sweep.ts";
import { THE_WAY_BACK } from "./the-way-back.ts";
import { THE_WORKERS } from "./the-workers.ts";

/** Mistakes that other engines made, by the number under which they are known here. */
export const PITFALL_COUNT = 38;

export const MUTANTS: readonly Mutant[] = [
  ...THE_EVENT_STORE,
  ...THE_COMMIT,
  ...THE_WAY_BACK,
  ...THE_PIVOT,
  ...THE_BUDGETS,
  ...THE_PARTNERS,
  ...THE_CIRCUITS,
  ...THE_WORKERS,
  ...THE_SWEEP,
  ...THE_KEYS,
  ...THE_PEOPLE,
  ...THE_QUEUE,
  ...THE_KEPT_JOBS,
];

/** Pitfalls of mechanisms that we do not have, and of what no single test can show. */
export const LEFT_OUT: readonly LeftOut[] = [
  {
    pitfall: 4,
    because:
      "No reader of events asks for a number of the cluster's: an event's place is a bigint of our own sequence.",
  },
  {
    pitfall: 11,
    because:
      "Events are never archived or moved: there is one table, and nothing that could leave it.",
  },
];
