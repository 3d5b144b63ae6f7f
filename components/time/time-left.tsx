"use client";

import { useNow } from "./clock.ts";
import { formatAge } from "./format-duration.ts";

const MINUTE = 60_000;

/**
 * `1 h 28 min` to the time limit; a dash, or nothing within a sentence, where no
 * clock runs or it has run out. Without any colour: nothing happens at its end yet.
 */
export function TimeLeft(props: {
  until: string | null;
  within?: { before: string; after: string };
}) {
  const now = useNow();
  const { until, within } = props;
  if (until !== null && now === 0) return <span />;
  const leftMs = until === null ? 0 : Date.parse(until) - now;
  if (leftMs <= 0) return within ? null : <span className="text-muted-foreground">–</span>;
  return (
    <span className="whitespace-nowrap">
      {within?.before}
      {coarse(leftMs)}
      {within?.after}
    </span>
  );
}

// Whole minutes from the first on: digits that change each second would draw the eye for nothing.
function coarse(ms: number): string {
  return formatAge(ms < MINUTE ? ms : Math.floor(ms / MINUTE) * MINUTE);
}
