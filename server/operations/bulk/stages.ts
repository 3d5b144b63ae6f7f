/** One order first, then a few, then some, then the rest: what goes wrong goes wrong for few. */
const STAGE_SIZES = [1, 5, 25] as const;
export const STAGES = [1, 2, 3, 4] as const;

/** The stage of the order at this place, counted from 1. */
export function stageOf(place: number): number {
  let last = 0;
  for (const [index, size] of STAGE_SIZES.entries()) {
    last += size;
    if (place <= last) return index + 1;
  }
  return STAGE_SIZES.length + 1;
}

/** "1, then 5, then 25, then the other 12". */
export function stagesInWords(count: number): string {
  const parts: string[] = [];
  let left = count;
  for (const size of STAGE_SIZES) {
    if (left === 0) break;
    parts.push(String(Math.min(size, left)));
    left -= Math.min(size, left);
  }
  if (left > 0) parts.push(`the other ${left.toLocaleString("en-GB")}`);
  return parts.join(", then ");
}
