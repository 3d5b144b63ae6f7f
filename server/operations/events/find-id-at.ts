import type { DbOrTx } from "#db/client";
import { readMomentFrom } from "#db/queries/event-pages";
import { readEventHead } from "#db/queries/events";
import type { Instant } from "#server/saga/types";

/**
 * The id of the first event at or after an instant; one beyond the end when there
 * is none. Ids follow the commits and so, but for the moments of one commit, the
 * clock: halving the ids finds it by two dozen look-ups of the key, without an
 * index on the time that every append would pay for.
 */
export async function findIdAt(db: DbOrTx, instant: Instant): Promise<number> {
  let from = 1;
  let to = (await readEventHead(db)) + 1;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const found = await readMomentFrom(db, middle);
    if (!found || found.at.getTime() >= instant) to = middle;
    // Ids have gaps: nothing lies between the middle and what was found from there on.
    else from = found.id + 1;
  }
  return from;
}
