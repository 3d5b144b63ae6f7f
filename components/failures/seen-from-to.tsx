"use client";

import { useNow } from "@/components/time/clock";
import { dayKey, formatClock, formatDay } from "@/components/time/format-instant";

/** `13:20 to 14:24`, with the day where it is another; the zone stands in the head of the column. */
export function SeenFromTo({ from, to }: { from: string; to: string }) {
  const now = useNow();
  if (now === 0) return null;
  return (
    <>
      <time dateTime={from} title={from}>
        {short(new Date(from), new Date(now))}
      </time>
      {" to "}
      <time dateTime={to} title={to} className="text-foreground">
        {short(new Date(to), new Date(now))}
      </time>
    </>
  );
}

function short(at: Date, now: Date): string {
  const clock = formatClock(at).slice(0, 5);
  return dayKey(at) === dayKey(now) ? clock : `${formatDay(at, now)} ${clock}`;
}
