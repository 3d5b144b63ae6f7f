import type { Random } from "#scripts/demo/random";

/** When faults may begin and must be over, in milliseconds from the first order. */
export type Span = { fromMs: number; toMs: number };

/** Orders run a little before the first fault and after the last, so that a healthy start and end are seen. */
export function spanOf(minutes: number): Span {
  const lengthMs = minutes * 60_000;
  return {
    fromMs: Math.round(Math.min(10_000, lengthMs * 0.06)),
    toMs: Math.round(lengthMs - Math.min(20_000, lengthMs * 0.1)),
  };
}

export type Scale = {
  /** How many of what has `perTenMinutes` of it; never fewer than `least`. */
  count(perTenMinutes: number, least: number): number;
  /** A fault's length by chance; in a short run nearer to the shorter. */
  lengthMs(random: Random, shortMs: number, longMs: number): number;
  quick: boolean;
};

/** From this length on the faults are as long as they get. */
const FULL_LENGTH_MINUTES = 10;

export function scaleOf({ minutes, quick }: { minutes: number; quick: boolean }): Scale {
  const share = quick ? 0 : Math.min(1, minutes / FULL_LENGTH_MINUTES);
  return {
    quick,
    count: (perTenMinutes, least) => Math.max(least, Math.round((perTenMinutes * minutes) / 10)),
    lengthMs(random, shortMs, longMs) {
      const longer = (longMs - shortMs) * share;
      const fromMs = Math.round(shortMs + longer / 6);
      return fromMs + random.below(Math.round(shortMs + longer) - fromMs + 1);
    },
  };
}

/** One moment by chance in each of `count` equal stretches. */
export function spread(random: Random, { fromMs, toMs }: Span, count: number): number[] {
  const stretchMs = (toMs - fromMs) / count;
  return Array.from({ length: count }, (_, index) =>
    Math.round(fromMs + index * stretchMs + random.below(Math.max(1, Math.floor(stretchMs)))),
  );
}
