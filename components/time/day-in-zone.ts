import { dayKey } from "./format-instant.ts";

const DAY_MS = 86_400_000;

/** The instant at which a day, `2026-11-23`, begins for people in this zone. */
export function startOfDay(day: string, timeZone?: string): Date {
  const utc = new Date(`${day}T00:00:00Z`);
  // Twice: the clock may be turned between the first guess and the answer.
  const guess = new Date(utc.getTime() - offsetMs(utc, timeZone));
  return new Date(utc.getTime() - offsetMs(guess, timeZone));
}

/** The instant at which it is over. */
export function endOfDay(day: string, timeZone?: string): Date {
  // Noon of the next day is on it, however long this one is.
  return startOfDay(
    dayKey(new Date(startOfDay(day, timeZone).getTime() + DAY_MS * 1.5), timeZone),
    timeZone,
  );
}

/** The last day before an instant at which a day ends. */
export function dayBefore(instant: string, timeZone?: string): string {
  return dayKey(new Date(Date.parse(instant) - 1), timeZone);
}

function offsetMs(at: Date, timeZone: string | undefined): number {
  const text = new Intl.DateTimeFormat("sv-SE", {
    dateStyle: "short",
    timeStyle: "medium",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at);
  return Date.parse(`${text.replace(" ", "T")}Z`) - Math.floor(at.getTime() / 1_000) * 1_000;
}
