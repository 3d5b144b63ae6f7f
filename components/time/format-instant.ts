const clockParts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** `14:31:47`, without the zone: only where the zone stands once for the whole list. */
export function formatClock(at: Date, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat("en-GB", {
    ...clockParts,
    second: "2-digit",
    ...zoned(timeZone),
  }).format(at);
}

/** `15:31 EST`: what the clock on somebody's wall shows. */
export function formatWallClock(at: Date, timeZone: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", { ...clockParts, timeZone }).format(at);
  return `${clock} ${zoneName(at, timeZone)}`;
}

/** A lone time: `14:31:47 CST`, on another day `Wed 25 Nov, 14:30 CST`, in another year with the year. */
export function formatInstant(at: Date, now: Date, timeZone: string | undefined): string {
  const zone = zoneName(at, timeZone);
  if (dayKey(at, timeZone) === dayKey(now, timeZone)) return `${formatClock(at, timeZone)} ${zone}`;
  const clock = new Intl.DateTimeFormat("en-GB", { ...clockParts, ...zoned(timeZone) }).format(at);
  return `${formatDay(at, now, timeZone)}, ${clock} ${zone}`;
}

/** `Wed 25 Nov`, with the year when it is not the year of `now`. */
export function formatDay(at: Date, now: Date, timeZone: string | undefined): string {
  const sameYear = dayKey(at, timeZone).slice(0, 4) === dayKey(now, timeZone).slice(0, 4);
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
    ...zoned(timeZone),
  })
    .format(at)
    .replace(",", "");
}

/**
 * `CST`, `CET`, `UTC`. Each locale knows the short names of its own part of the
 * world only, so several are asked before `GMT+5:30` is accepted.
 */
export function zoneName(at: Date, timeZone: string | undefined): string {
  let name = "UTC";
  for (const locale of ["en-US", "en-GB", "en-AU", "en-IN"]) {
    const parts = new Intl.DateTimeFormat(locale, {
      timeZoneName: "short",
      ...zoned(timeZone),
    }).formatToParts(at);
    name = parts.find((part) => part.type === "timeZoneName")?.value ?? name;
    if (!/^GMT[+-]/.test(name)) break;
  }
  return name;
}

/** Equal for two instants of one calendar day in this zone: `2026-11-23`. */
export function dayKey(at: Date, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", ...zoned(timeZone) }).format(at);
}

function zoned(timeZone: string | undefined) {
  return timeZone === undefined ? {} : { timeZone };
}
