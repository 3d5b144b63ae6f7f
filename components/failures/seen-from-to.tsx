"use client";

import { useNow } from "@/components/time/clock";
import { dayKey, formatClock, formatDay } from "@/components/time/format-instant";
import { useTimeZone } from "@/components/time/time-zone";

/** `13:20 to 14:24`, with the day where it is another; the zone stands in the head of the column. */
export function SeenFromTo({ from, to }: { from: string; to: string }) {
  const now = useNow();
  const zone = useTimeZone();
  if (now === 0) return null;
  return (
    <>
      <time dateTime={from} title={from}>
        {short(new Date(from), new Date(now), zone)}
      </time>
      {" to "}
      <time dateTime={to} title={to} className="text-foreground">
        {short(new Date(to), new Date(now), zone)}
      </time>
    </>
  );
}

function short(at: Date, now: Date, zone: string | undefined): string {
  const clock = formatClock(at, zone).slice(0, 5);
  return dayKey(at, zone) === dayKey(now, zone) ? clock : `${formatDay(at, now, zone)} ${clock}`;
}
