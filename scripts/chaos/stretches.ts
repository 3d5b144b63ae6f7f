/** A piece of time, by the wall clock. */
export type Stretch = { fromMs: number; toMs: number };

/** How much of a stretch none of the others covers; where they overlap they cover it once. */
export function uncoveredMs(whole: Stretch, others: readonly Stretch[]): number {
  let reachedMs = whole.fromMs;
  let uncovered = 0;
  for (const { fromMs, toMs } of others.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (fromMs >= whole.toMs) break;
    uncovered += Math.max(0, fromMs - reachedMs);
    reachedMs = Math.max(reachedMs, toMs);
  }
  return uncovered + Math.max(0, whole.toMs - reachedMs);
}
