"use client";

import { useInBrowser, useNow } from "./clock.ts";
import { formatAge, formatCountdown } from "./format-duration.ts";
import { formatClock, formatInstant, zoneName } from "./format-instant.ts";
import { useTimeZone } from "./time-zone.tsx";

/** One instant in the zone that the reader has chosen. The tooltip and what is copied is ISO 8601 in UTC. */
export function Time({ at, form = "full" }: { at: string; form?: "full" | "clock" }) {
  const now = useNow();
  const zone = useTimeZone();
  const date = new Date(at);
  return (
    <time dateTime={at} title={at} className="whitespace-nowrap">
      {now === 0 ? (
        <Unwritten like={form === "clock" ? "00:00:00" : "00:00:00 CST"} />
      ) : (
        write(date, new Date(now), form, zone)
      )}
    </time>
  );
}

/** Keeps the place of what only the reader's browser can write: the words around it do not move. */
export function Unwritten({ like }: { like: string }) {
  return <span className="invisible">{like}</span>;
}

function write(at: Date, now: Date, form: "full" | "clock", zone: string | undefined): string {
  return form === "clock" ? formatClock(at, zone) : formatInstant(at, now, zone);
}

/** How long ago, ticking: `3 h 33 min`. Words around it are the caller's. */
export function Age({ since }: { since: string }) {
  const now = useNow();
  return (
    <span className="whitespace-nowrap">
      {now === 0 ? <Unwritten like="00 min" /> : formatAge(now - Date.parse(since))}
    </span>
  );
}

/** Counts down to an instant and stops at 0:00; what happens then is said beside it. */
export function Countdown({ to }: { to: string }) {
  const now = useNow();
  return (
    <span className="whitespace-nowrap">
      {now === 0 ? <Unwritten like="0:00" /> : formatCountdown(Date.parse(to) - now)}
    </span>
  );
}

/** The short name of that zone, `CST`. */
export function ZoneName() {
  const inBrowser = useInBrowser();
  const zone = useTimeZone();
  return <>{inBrowser ? zoneName(new Date(), zone) : ""}</>;
}
