/** Eight bins a decade: see db/schema/rollups.ts. */
const BINS_A_DECADE = 8;

/**
 * The value below which this share of the durations lies, in milliseconds; null
 * when there are none. A bin's edges are a third apart; within it the values are
 * taken to lie evenly on the scale, so the answer is off by a third at most, and
 * by much less where many were counted.
 */
export function percentile(
  bins: readonly { bin: number; count: number }[],
  share: number,
): number | null {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const rank = share * total;
  let below = 0;
  for (const { bin, count } of bins.toSorted((a, b) => a.bin - b.bin)) {
    if (below + count >= rank) {
      const within = (rank - below) / count;
      return twoDigits(10 ** ((bin + within) / BINS_A_DECADE));
    }
    below += count;
  }
  return null;
}

/** More digits than these would claim more than is known. */
function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}
