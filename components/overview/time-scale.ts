import type { StepLine } from "#server/operations/overview/views";

/** Powers of ten in milliseconds, at which the scale begins and ends. */
export type TimeScale = { first: number; last: number };

const FEWEST_DECADES = 3;

/** One logarithmic scale for all steps: whole decades, so that equal lengths are equal factors everywhere. */
export function scaleOf(steps: readonly Pick<StepLine, "p50Ms" | "p95Ms">[]): TimeScale {
  const values = steps.flatMap(({ p50Ms, p95Ms }) =>
    [p50Ms, p95Ms].filter((value) => value !== null),
  );
  if (values.length === 0) return { first: 2, last: 5 };
  const first = Math.floor(Math.log10(Math.max(1, Math.min(...values))));
  const last = Math.ceil(Math.log10(Math.max(1, Math.max(...values))));
  return { first, last: Math.max(last, first + FEWEST_DECADES) };
}

/** Where a duration stands on the scale, 0 to 100. */
export function placeOf(ms: number, { first, last }: TimeScale): number {
  const place = (Math.log10(Math.max(1, ms)) - first) / (last - first);
  // No finer than a browser writes it: what the server drew must equal what the page draws.
  return Math.round(10_000 * Math.min(1, Math.max(0, place))) / 100;
}

/** The decades of the scale with their labels in seconds. */
export function decadesOf(scale: TimeScale): { place: number; label: string }[] {
  const count = scale.last - scale.first;
  // Labels of more than four decades would touch.
  const every = count > 4 ? 2 : 1;
  return Array.from({ length: count + 1 }, (_, index) => {
    const seconds = 10 ** (scale.first + index - 3);
    return {
      place: Math.round((10_000 * index) / count) / 100,
      label: index % every === 0 ? String(Number(seconds.toPrecision(1))) : "",
    };
  });
}
