"use client";

import { useNow } from "@/components/time/clock";
import { formatAge } from "@/components/time/format-duration";

const MINUTE = 60_000;
const LONG_MS = 60 * MINUTE;

/** `38 min waiting`: how long a person has been waited for; red from an hour on. */
export function WaitedFor({ since }: { since: string }) {
  const now = useNow();
  if (now === 0) return <span />;
  const ms = Math.max(0, now - Date.parse(since));
  // Whole minutes from the first on: digits that change each second would draw the eye for nothing.
  const words = formatAge(ms < MINUTE ? ms : Math.floor(ms / MINUTE) * MINUTE);
  return (
    <span className={`whitespace-nowrap ${ms >= LONG_MS ? "font-medium text-act" : ""}`}>
      {words} <span className={ms >= LONG_MS ? "" : "text-muted-foreground"}>waiting</span>
    </span>
  );
}
