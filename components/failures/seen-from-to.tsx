"use client";

import { useNow } from "@/components/time/clock";
import { dayKey, formatClock, formatDay } from "@/components/time/format-instant";
import { useTimeZone } from "@/components/time/time-zone";

/** `13:20 to 14:24`, or the day where it is another; the zone stands in the head of the column. */
export function SeenFromTo({ from, to }: { from: string; to: string }) {
  const now = useNow();
  const zone = useTimeZone();
  if (now === 0) return null;
  const first = short(new Date(from), new Date(now), zone);
  const last = short(new Date(to), new Date(now), zone);
  return (
    <>
      {first === last ? null : (
        <>
          <time dateTime={from} title={from} className="whitespace-nowrap">
            {first}
          </time>
          {" to "}
        </>
      )}
      <time dateTime={to} title={to} className="whitespace-nowrap text-foreground">
        {last}
      </time>
    </>
  );
}

/** How fresh it is reads at a glance: the minute for today, the day for before. */
function short(at: Date, now: Date, zone: string | undefined): string {
  return dayKey(at, zone) === dayKey(now, zone)
    ? formatClock(at, zone).slice(0, 5)
    : formatDay(at, now, zone);
}
