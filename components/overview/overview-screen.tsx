"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { OverviewRange } from "#server/operations/overview/views";
import { LoadError } from "@/components/console/load-error";
import { readAnew } from "@/components/live/read-anew";
import { useLiveRefetch } from "@/components/live/use-live-refetch";
import { noteServerTime } from "@/components/time/clock";
import { useTRPC } from "@/components/trpc/client";
import { HistoryCard } from "./history-card.tsx";
import { NeedsCard } from "./needs-card.tsx";
import { NowLine } from "./now-line.tsx";
import { OverviewSkeleton, StepsSkeleton } from "./overview-skeleton.tsx";
import { PartnersCard } from "./partners-card.tsx";
import { QueuesCard } from "./queues-card.tsx";
import { StateBar } from "./state-bar.tsx";
import { StepsCard } from "./steps-card.tsx";

// A glance, not a ticker: what changes every second is on the pages of the orders.
const REPAINT_EVERY_MS = 3_000;
// Circuits, leases and rollups change without any event of an order.
const ASK_EVERY_MS = 10_000;

/** The first page of a shift: what is so, who needs a person, and whether the machinery runs. */
export function OverviewScreen({ range }: { range: OverviewRange }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const nowQuery = trpc.overview.now.queryOptions(undefined, {
    gcTime: 0,
    refetchInterval: ASK_EVERY_MS,
  });
  const now = useQuery(nowQuery);
  const history = useQuery(
    trpc.overview.history.queryOptions(
      { range },
      { gcTime: 0, refetchInterval: ASK_EVERY_MS, placeholderData: keepPreviousData },
    ),
  );
  const repaint = () => void readAnew(client, nowQuery.queryKey);
  useLiveRefetch({
    concerns: () => true,
    concernsClaims: () => true,
    refetch: repaint,
    atMostEveryMs: REPAINT_EVERY_MS,
  });
  const view = now.data;
  const asOf = view?.asOf;
  useEffect(() => {
    if (asOf !== undefined) noteServerTime(asOf);
  }, [asOf]);
  return (
    <div className="flex flex-col">
      <div className="mb-3 flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="text-lg">Overview</h1>
        <NowLine />
      </div>
      {view === undefined ? (
        now.isError ? (
          <section className="card mb-4 xl:min-h-[490px]" aria-label="State of the orders">
            <LoadError
              title="The state of the orders could not be loaded"
              error={now.error}
              onRetry={() => void now.refetch()}
            />
          </section>
        ) : (
          <OverviewSkeleton />
        )
      ) : (
        <>
          <StateBar view={view} />
          <div className="grid gap-4 max-md:contents xl:grid-cols-[minmax(0,1fr)_364px]">
            <NeedsCard needs={view.needs} asOf={view.asOf} repaint={repaint} />
            <div className="grid content-start gap-4 max-md:order-4 max-md:mt-4 lg:grid-cols-2 xl:grid-cols-1">
              <PartnersCard partners={view.partners} />
              <QueuesCard queues={view.queues} workersAlive={view.workersAlive} asOf={view.asOf} />
            </div>
          </div>
        </>
      )}
      <div className="mt-4 grid gap-4 max-md:order-5 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
        <HistoryCard range={range} history={history} />
        {view === undefined ? now.isError ? null : <StepsSkeleton /> : <StepsCard view={view} />}
      </div>
    </div>
  );
}
