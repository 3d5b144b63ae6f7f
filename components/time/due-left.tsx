"use client";

import { useNow } from "./clock.ts";
import { formatAge } from "./format-duration.ts";
import { Unwritten } from "./time.tsx";

const MINUTE = 60_000;

/** `28 min left`, `8 min over`: how much of a promise is left, louder the less it is. */
export function DueLeft({ at }: { at: string }) {
  const now = useNow();
  if (now === 0) return <Unwritten like="0 h 00 min left" />;
  const leftMs = Date.parse(at) - now;
  if (leftMs <= 0) {
    return (
      <span className="rounded-sm bg-act-solid px-1.5 py-0.5 text-xs font-medium whitespace-nowrap text-act-solid-foreground">
        {coarse(-leftMs)} over
      </span>
    );
  }
  const tone =
    leftMs < 15 * MINUTE ? "font-medium text-act" : leftMs < 60 * MINUTE ? "text-wait" : "";
  return <span className={`whitespace-nowrap ${tone}`}>{coarse(leftMs)} left</span>;
}

// Whole minutes from the first on: digits that change each second would draw the eye for nothing.
function coarse(ms: number): string {
  return formatAge(ms < MINUTE ? ms : Math.floor(ms / MINUTE) * MINUTE);
}
