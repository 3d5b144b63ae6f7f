import {
  dayKey,
  formatClock,
  formatDay,
  formatInstant,
  zoneName,
} from "@/components/time/format-instant";

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

/** A time zone by name; undefined is the browser's own. */
type Zone = string | undefined;

/** Labels at round times of the reader's day, never so many that they touch. */
export function ticksOf(
  points: readonly { at: string }[],
  stepMinutes: number,
  zone: Zone,
): Tick[] {
  const label = stepMinutes >= 60 ? dayLabel(zone) : hourLabel(stepMinutes, zone);
  const ticks = points.flatMap(({ at }, index) => {
    const text = label(new Date(at), index === 0 ? null : new Date(points[index - 1]?.at ?? at));
    return text === null ? [] : [{ place: (100 * index) / points.length, label: text }];
  });
  // One at the very edge would stand in the margin.
  return ticks.filter(({ place }) => place > 2 && place < 92);
}

const dayLabel =
  (zone: Zone) =>
  (at: Date, before: Date | null): string | null => {
    if (before === null || dayKey(before, zone) === dayKey(at, zone)) return null;
    return formatDay(at, at, zone).replace(/ [A-Z][a-z]+$/, "");
  };

const hourLabel = (stepMinutes: number, zone: Zone) => (at: Date) => {
  const clock = clockOf(at, zone);
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  const isRound = stepMinutes < 15 ? minutes % 15 === 0 : minutes === 0 && hours % 4 === 0;
  return isRound ? clock : null;
};

/** `14:15`. */
const clockOf = (at: Date, zone: Zone): string => formatClock(at, zone).slice(0, 5);

/** The beginning of an interval: `14:15 CST`, on another day with the day. */
export function momentWords(at: string, now: string, zone: Zone): string {
  const date = new Date(at);
  const isToday = dayKey(date, zone) === dayKey(new Date(now), zone);
  return isToday
    ? `${clockOf(date, zone)} ${zoneName(date, zone)}`
    : formatInstant(date, new Date(now), zone);
}

/** `14:15 to 14:30 CST`, with the day where the range has more than one. */
export function intervalWords(at: string, stepMinutes: number, zone: Zone): string {
  const from = new Date(at);
  const to = new Date(from.getTime() + stepMinutes * 60_000);
  const day = stepMinutes < 60 ? "" : `${formatDay(from, from, zone)}, `;
  return `${day}${clockOf(from, zone)} to ${clockOf(to, zone)} ${zoneName(from, zone)}`;
}
