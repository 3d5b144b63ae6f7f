"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import type { OverviewHistory, OverviewRange } from "#server/operations/overview/views";
import { LoadError } from "@/components/console/load-error";
import { useInBrowser } from "@/components/time/clock";
import { HistoryChart } from "./history-chart.tsx";
import { HistorySummary } from "./history-summary.tsx";
import { HistoryTable } from "./history-table.tsx";
import { ranges, rangeWords } from "./ranges.ts";

/** Orders finished and attempts failed: the answer as a sentence, the proof as bars or as a table. */
export function HistoryCard(props: {
  range: OverviewRange;
  history: UseQueryResult<OverviewHistory, unknown>;
}) {
  const { range, history } = props;
  const [asTable, setAsTable] = useState(false);
  // Its hours and days are those of the reader's zone, which only the browser knows.
  const view = useInBrowser() ? history.data : undefined;
  return (
    <section className="card flex min-w-0 flex-col" aria-labelledby="overview-history">
      <div className="card-h flex-wrap py-1">
        <h2 id="overview-history">Orders finished and attempts failed</h2>
        <span className="text-xs text-muted-foreground">
          {view === undefined
            ? ""
            : `per ${view.stepMinutes < 60 ? `${view.stepMinutes} min` : `${view.stepMinutes / 60} h`}`}
        </span>
        <span className="ml-auto flex items-center gap-1">
          <nav aria-label="How far back" className="flex gap-px">
            {ranges.map((each) => (
              <Link
                key={each.range}
                href={each.range === "24h" ? "/overview" : `/overview?range=${each.range}`}
                replace
                scroll={false}
                aria-current={each.range === range ? "true" : undefined}
                className={`btn btn-sm !px-2 ${each.range === range ? "bg-accent text-foreground" : "btn-ghost"}`}
              >
                {each.label}
              </Link>
            ))}
          </nav>
          <button
            type="button"
            className="btn btn-ghost btn-sm !px-2"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? "Show as chart" : "Show as table"}
          </button>
        </span>
      </div>
      {view === undefined ? (
        history.isError ? (
          <LoadError
            title={`What happened in ${rangeWords(range)} could not be loaded`}
            error={history.error}
            onRetry={() => void history.refetch()}
          />
        ) : (
          <div className="sk-late min-h-[372px] px-4 py-3" aria-hidden="true">
            <span className="sk mb-3 block h-3 w-3/5" />
            <span className="sk block h-[124px] w-full" />
          </div>
        )
      ) : (
        <div className="flex min-h-[372px] flex-col px-4 pb-3 pt-3">
          <HistorySummary view={view} />
          {asTable ? <HistoryTable view={view} /> : <HistoryChart view={view} />}
        </div>
      )}
    </section>
  );
}
