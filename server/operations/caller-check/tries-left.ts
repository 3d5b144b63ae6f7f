import type { TriesLeft } from "./views.ts";

/**
 * Of one order, for all people together: enough for a caller who slips, and for a
 * colleague who asks again after them; too few for anybody to guess on the phone.
 */
export const TRIES_AN_HOUR = 5;
const HOUR_MS = 3_600_000;

/** What the tries of the last hour, oldest first, leave: a try comes back when the oldest is an hour old. */
export function triesLeft(triedAt: readonly Date[]): TriesLeft {
  const left = Math.max(0, TRIES_AN_HOUR - triedAt.length);
  // Of more than are allowed, which only a clock that was set back makes, the last ones count.
  const oldest = triedAt.at(-TRIES_AN_HOUR);
  if (oldest === undefined) return { triesLeft: left, againAt: null };
  return { triesLeft: left, againAt: new Date(oldest.getTime() + HOUR_MS).toISOString() };
}
