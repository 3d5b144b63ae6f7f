"use client";

import { useNow } from "@/components/time/clock";
import { formatClock, zoneName } from "@/components/time/format-instant";
import { useTimeZone } from "@/components/time/time-zone";

/** Day, time and zone by the server's clock, as a wall clock in the office would show them. */
export function NowLine() {
  const now = useNow();
  const zone = useTimeZone();
  if (now === 0) return null;
  const date = new Date(now);
  const day = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    ...(zone === undefined ? {} : { timeZone: zone }),
  })
    .format(date)
    .replace(",", "");
  return (
    <p className="text-muted-foreground">
      {day}, {formatClock(date, zone)} {zoneName(date, zone)}
    </p>
  );
}
