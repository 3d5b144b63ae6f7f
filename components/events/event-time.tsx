"use client";

import { useInBrowser, useNow } from "@/components/time/clock";
import { dayKey, formatClock, formatDay } from "@/components/time/format-instant";
import { Unwritten } from "@/components/time/time";
import { useTimeZone } from "@/components/time/time-zone";

/** With milliseconds: among events the order of things within a second matters. */
export function EventTime({ at }: { at: string }) {
  const zone = useTimeZone();
  const inBrowser = useInBrowser();
  const date = new Date(at);
  const millis = String(date.getMilliseconds()).padStart(3, "0");
  return (
    <time dateTime={at} title={at} className="mono whitespace-nowrap">
      {inBrowser ? `${formatClock(date, zone)}.${millis}` : <Unwritten like="00:00:00.000" />}
    </time>
  );
}

/** `Wed 25 Nov`; nothing on the reader's own day, and nothing moves while a day ends. */
export function OtherDay({ at }: { at: string }) {
  const now = useNow();
  const zone = useTimeZone();
  const date = new Date(at);
  if (now === 0 || dayKey(date, zone) === dayKey(new Date(now), zone)) return null;
  return <>{formatDay(date, new Date(now), zone)}, </>;
}
