import { Fragment } from "react";
import type { FailedByStep, OverviewHistory } from "#server/operations/overview/views";
import { formatNumber } from "@/components/console/count";
import { Time } from "@/components/time/time";
import { useTimeZone } from "@/components/time/time-zone";
import { momentWords } from "./chart-axis.ts";
import { incidentsSentence } from "./incident-words.ts";
import { rangeWords } from "./ranges.ts";

const STEP_WORDS: Record<keyof FailedByStep, string> = {
  prescription: "prescription",
  inventory: "inventory",
  shipment: "shipment",
  undo: "undo",
};

/** What the chart answers, in a sentence with its numbers. */
export function HistorySummary({ view }: { view: OverviewHistory }) {
  const { totals, peaks, incidents, range, asOf } = view;
  const zone = useTimeZone();
  return (
    <p className="mb-3 max-w-[72ch] text-pretty">
      {totals.completed + totals.cancelled === 0
        ? `No order was finished in ${rangeWords(range)}. `
        : `In ${rangeWords(range)} ${formatNumber(totals.completed)} completed and ${formatNumber(totals.cancelled)} cancelled. `}
      {peaks.length === 0 ? (
        "No attempt failed."
      ) : (
        <>
          Failed attempts:{" "}
          {peaks.map(({ step, count, at }, index) => (
            <Fragment key={step}>
              {index === 0 ? "" : "; "}
              {formatNumber(totals.failed[step])} of {STEP_WORDS[step]}
              {peakWords(count, totals.failed[step])}
              {count === 1 && totals.failed[step] > 1 ? null : (
                <span className="whitespace-nowrap">{momentWords(at, asOf, zone)}</span>
              )}
            </Fragment>
          ))}
          .
        </>
      )}
      {incidents.length === 0 ? "" : ` ${incidentsSentence(view, zone)}`}
      <CountedUpTo view={view} />
    </p>
  );
}

/** Where all of them came at once, or most; of single ones here and there nothing is to be said. */
function peakWords(most: number, all: number): string {
  if (most === all) return " at ";
  return most === 1 ? "" : `, most (${formatNumber(most)}) at `;
}

// So long after an event nobody can blame the pace of the worker that counts.
const LATE_MS = 60_000;

function CountedUpTo({ view: { countedUpTo, asOf } }: { view: OverviewHistory }) {
  if (countedUpTo === null) {
    return <span className="text-muted-foreground"> A worker has not counted anything yet.</span>;
  }
  if (Date.parse(asOf) - Date.parse(countedUpTo) < LATE_MS) return null;
  return (
    <span className="text-wait">
      {" "}
      Counted up to <Time at={countedUpTo} /> only; what came later is not in it.
    </span>
  );
}
