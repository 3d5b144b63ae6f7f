"use client";

import { useNow } from "./clock.ts";
import { formatAge } from "./format-duration.ts";

const MINUTE = 60_000;

/** `1 h 28 min`, amber below an hour, red below a quarter, filled red once it is over; a dash where no clock runs. */
export function TimeLeft({ until, suffix = "" }: { until: string | null; suffix?: string }) {
  const now = useNow();
  if (until === null)
    return suffix === "" ? <span className="text-muted-foreground">–</span> : null;
  if (now === 0) return <span />;
  const leftMs = Date.parse(until) - now;
  if (leftMs < 0) {
    return (
      <span className="whitespace-nowrap rounded-sm bg-act-solid px-1.5 py-0.5 text-xs font-medium text-act-solid-foreground">
        {coarse(-leftMs)} over
      </span>
    );
  }
  const tone =
    leftMs < 15 * MINUTE
      ? "font-medium text-act"
      : leftMs < 60 * MINUTE
        ? "font-medium text-wait"
        : "";
  return (
    <span className="whitespace-nowrap">
      <span className={tone}>{coarse(leftMs)}</span>
      {suffix}
    </span>
  );
}

// Whole minutes from the first on: digits that change each second would draw the eye for nothing.
function coarse(ms: number): string {
  return formatAge(ms < MINUTE ? ms : Math.floor(ms / MINUTE) * MINUTE);
}
