/** The middle one; between the two in the middle when they are even in number. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** By linear interpolation between the neighbours; `share` from 0 to 100. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length === 0) throw new Error("Bug: a percentile of nothing");
  const place = ((sorted.length - 1) * share) / 100;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}
