import { dayKey, formatInstant, zoneName } from "@/components/time/format-instant";

/** Round numbers from zero to at least `most`, three or four steps. */
export function gridOf(most: number): number[] {
  if (most <= 0) return [0, 1];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, power * ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10));
  const count = Math.ceil(most / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

export type Tick = { place: number; label: string };

/** Labels at round times of the reader's day, never so many that they touch. */
export function ticksOf(points: readonly { at: string }[], stepMinutes: number): Tick[] {
  const label = stepMinutes >= 60 ? dayLabel : hourLabel(stepMinutes);
  const ticks = points.flatMap(({ at }, index) => {
    const text = label(new Date(at), index === 0 ? null : new Date(points[index - 1]?.at ?? at));
    return text === null ? [] : [{ place: (100 * index) / points.length, label: text }];
  });
  // One at the very edge would stand in the margin.
  return ticks.filter(({ place }) => place > 2 && place < 92);
}

function dayLabel(at: Date, before: Date | null): string | null {
  if (before === null || before.getDay() === at.getDay()) return null;
  return new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric" })
    .format(at)
    .replace(",", "");
}

const hourLabel = (stepMinutes: number) => (at: Date) => {
  const isRound =
    stepMinutes < 15
      ? at.getMinutes() % 15 === 0
      : at.getMinutes() === 0 && at.getHours() % 4 === 0;
  return isRound ? clockOf(at) : null;
};

/** `14:15`. */
const clockOf = (at: Date): string =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    at,
  );

/** The beginning of an interval: `14:15 CST`, on another day with the day. */
export function momentWords(at: string, now: string): string {
  const date = new Date(at);
  const isToday = dayKey(date) === dayKey(new Date(now));
  return isToday ? `${clockOf(date)} ${zoneName(date)}` : formatInstant(date, new Date(now));
}

/** `14:15 to 14:30 CST`, with the day where the range has more than one. */
export function intervalWords(at: string, stepMinutes: number): string {
  const from = new Date(at);
  const to = new Date(from.getTime() + stepMinutes * 60_000);
  const day =
    stepMinutes < 60
      ? ""
      : `${new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" }).format(from).replace(",", "")}, `;
  return `${day}${clockOf(from)} to ${clockOf(to)} ${zoneName(from)}`;
}
