"use client";

import { useNow } from "./clock.ts";
import { formatAge } from "./format-duration.ts";
import { Unwritten } from "./time.tsx";

const MINUTE = 60_000;

/**
 * `1 h 28 min` to the time limit; a dash, or nothing within a sentence, where no
 * clock runs or it has run out. Coloured in the last hour: at its end the order is undone.
 */
export function TimeLeft(props: {
  until: string | null;
  within?: { before: string; after: string };
}) {
  const now = useNow();
  const { until, within } = props;
  if (until !== null && now === 0) {
    return (
      <span className="whitespace-nowrap">
        {within?.before}
        <Unwritten like="0 h 00 min" />
        {within?.after}
      </span>
    );
  }
  const leftMs = until === null ? 0 : Date.parse(until) - now;
  if (leftMs <= 0) return within ? null : <span className="text-muted-foreground">–</span>;
  return (
    <span className="whitespace-nowrap">
      {within?.before}
      <span className={urgency(leftMs)}>{coarse(leftMs)}</span>
      {within?.after}
    </span>
  );
}

function urgency(leftMs: number): string {
  if (leftMs < 15 * MINUTE) return "font-medium text-act";
  return leftMs < 60 * MINUTE ? "font-medium text-wait" : "";
}

// Whole minutes from the first on: digits that change each second would draw the eye for nothing.
function coarse(ms: number): string {
  return formatAge(ms < MINUTE ? ms : Math.floor(ms / MINUTE) * MINUTE);
}
