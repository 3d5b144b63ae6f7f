const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span with at most two units, as a person says it: `412 ms`, `12.4 s`, `4 min 12 s`, `3 h 33 min`, `2 d 4 h`. */
export function formatDuration(spanMs: number): string {
  const ms = Math.max(0, spanMs);
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < MINUTE) return `${trimTenths(ms / SECOND)} s`;
  return formatWhole(ms);
}

/** The same for spans that tick on the screen: whole seconds, and from five minutes on none, so that the page stays calm. */
export function formatAge(spanMs: number): string {
  const ms = Math.max(0, spanMs);
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < 5 * MINUTE) return formatWhole(ms);
  return formatWhole(Math.floor(ms / MINUTE) * MINUTE);
}

/** `0:40`, `12:05`; from an hour on the two-unit form, since nobody counts such seconds. */
export function formatCountdown(spanMs: number): string {
  const seconds = Math.ceil(Math.max(0, spanMs) / SECOND);
  if (seconds >= 3_600) return formatWhole(seconds * SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function formatWhole(ms: number): string {
  if (ms < HOUR) return twoUnits(ms, MINUTE, "min", SECOND, "s");
  if (ms < DAY) return twoUnits(ms, HOUR, "h", MINUTE, "min");
  return twoUnits(ms, DAY, "d", HOUR, "h");
}

function twoUnits(ms: number, big: number, bigUnit: string, small: number, smallUnit: string) {
  const bigs = Math.floor(ms / big);
  const smalls = Math.floor((ms % big) / small);
  return smalls === 0 ? `${bigs} ${bigUnit}` : `${bigs} ${bigUnit} ${smalls} ${smallUnit}`;
}

// Rounded down: 59.97 s must not read as "60 s".
function trimTenths(seconds: number): string {
  return String(Math.floor(seconds * 10) / 10);
}
