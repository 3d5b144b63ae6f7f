import type { Circumstances } from "#server/saga/inputs";
import type { Batch } from "./batch.ts";

/** Time and chance for one decision: the database's clock at the lock, and a number of its own. */
export const circumstancesOf = ({ now, policy, build }: Batch): Circumstances => ({
  now,
  jitter: Math.random(),
  policy,
  build,
});
