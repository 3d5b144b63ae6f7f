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
        <TimeToCome text={form === "clock" ? "00:00:00" : "00:00:00 CST"} />
      ) : (
        write(date, new Date(now), form, zone)
      )}
    </time>
  );
}

/** The room of a time on a page that was drawn on the server, which does not know the reader's zone. */
export function TimeToCome({ text }: { text: string }) {
  return (
    <span className="invisible" aria-hidden>
      {text}
    </span>
  );
}

function write(at: Date, now: Date, form: "full" | "clock", zone: string | undefined): string {
  return form === "clock" ? formatClock(at, zone) : formatInstant(at, now, zone);
}

/** How long ago, ticking: `3 h 33 min`. Words around it are the caller's. */
export function Age({ since }: { since: string }) {
  const now = useNow();
  return (
    <span className="whitespace-nowrap">{now === 0 ? "" : formatAge(now - Date.parse(since))}</span>
  );
}

/** Counts down to an instant and stops at 0:00; what happens then is said beside it. */
export function Countdown({ to }: { to: string }) {
  const now = useNow();
  return (
    <span className="whitespace-nowrap">
      {now === 0 ? "" : formatCountdown(Date.parse(to) - now)}
    </span>
  );
}

/** The short name of that zone, `CST`. */
export function ZoneName() {
  const inBrowser = useInBrowser();
  const zone = useTimeZone();
  return <>{inBrowser ? zoneName(new Date(), zone) : ""}</>;
}
