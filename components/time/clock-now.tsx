"use client";

import { useNow } from "./clock.ts";
import { formatInstant } from "./format-instant.ts";
import { Unwritten } from "./time.tsx";
import { useTimeZone } from "./time-zone.tsx";

/** The time of day, ticking, in the reader's zone. */
export function ClockNow() {
  const now = useNow();
  const zone = useTimeZone();
  if (now === 0) return <Unwritten like="00:00:00 CST" />;
  const date = new Date(now);
  return (
    <time dateTime={date.toISOString()} className="whitespace-nowrap">
      {formatInstant(date, date, zone)}
    </time>
  );
}
