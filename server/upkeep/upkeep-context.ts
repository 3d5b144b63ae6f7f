import type { Pool } from "pg";
import type { Committer } from "#server/fulfillment/committer";
import type { Log } from "#server/log";
import type { Partners } from "#server/partners/types";
import type { Boss } from "#server/queue/open-boss";
import type { Build } from "#server/saga/definition";

/** What the duties of a worker's upkeep work with. */
export type UpkeepContext = {
  pool: Pool;
  boss: Boss;
  committer: Committer;
  build: Build;
  partners: Partners;
  /** The worker's own number. */
  worker: number;
  log: Log;
};

/**
 * Looks for one thing that should not be and mends it, as far as it is ours to
 * mend; answers how much there was. Run by two workers at once, or twice, it does
 * no more than once.
 */
export type Rule = (context: UpkeepContext) => Promise<number>;
