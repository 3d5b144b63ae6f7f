import { overPool } from "#db/client";
import { hasBulkWork, readWorkingBulks } from "#db/queries/bulk";
import type { CommandCommitter } from "#server/operations/order-actions/apply-command";
import type { Policy } from "#server/saga/policy";
import type { UpkeepContext } from "#server/upkeep/upkeep-context";
import { advance } from "./advance.ts";
import type { BulkServices } from "./bulk-services.ts";
import { judge } from "./judge.ts";

export const BULK_DUTY = "bulk";

type Context = Pick<UpkeepContext, "pool" | "log"> & { committer: CommandCommitter };

/** More at once would only wait for the same partners. */
const MOST_AT_ONCE = 20;

/** Asked before the duty is claimed, because it writes nothing. */
export function hasBulks({ pool }: Pick<UpkeepContext, "pool">): Promise<boolean> {
  return hasBulkWork(overPool(pool));
}

/**
 * Takes every bulk operation one step on: sees what became of what was asked, stops
 * what goes wrong, asks for the next. All that it knows stands in the tables, so any
 * worker can go on after another was killed. Answers how many orders it asked for.
 */
export function createRunBulks(policy: Policy) {
  return async ({ pool, committer, log }: Context): Promise<number> => {
    const db = overPool(pool);
    let asked = 0;
    for (const bulk of await readWorkingBulks(db, MOST_AT_ONCE)) {
      const services: BulkServices = { db, committer, policy, log };
      try {
        await judge(services, bulk);
        asked += await advance(services, bulk.id);
      } catch (error) {
        // One that cannot go on now must not keep the others from it; the next run tries again.
        log.warn({ err: error, bulk: bulk.id }, "bulk.failed");
      }
    }
    return asked;
  };
}
