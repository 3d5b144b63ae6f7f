"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, type LucideIcon, OctagonAlert, TriangleAlert } from "lucide-react";
import { useEffect } from "react";
import type { QueuesView } from "#server/operations/queues/views";
import { LoadError } from "@/components/console/load-error";
import { noteServerTime } from "@/components/time/clock";
import { Age } from "@/components/time/time";
import { useTRPC } from "@/components/trpc/client";
import { DutiesCard } from "./duties-card.tsx";
import { QueuesSkeleton } from "./queues-skeleton.tsx";
import { QueuesTable } from "./queues-table.tsx";
import { WorkersCard } from "./workers-card.tsx";

// A queue fills within seconds; nobody reads it faster.
const ASK_EVERY_MS = 5_000;

/** What waits, who works on it, and what was given up. */
export function QueuesScreen() {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.queues.list.queryOptions(undefined, { refetchInterval: ASK_EVERY_MS }),
  );
  const view = query.data;
  const asOf = view?.asOf;
  useEffect(() => {
    if (asOf !== undefined) noteServerTime(asOf);
  }, [asOf]);
  return (
    <>
      <div className="mb-3 flex min-h-7 flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1 className="text-lg">Queues and workers</h1>
        <p className="hidden text-muted-foreground lg:block">
          What is to be done for orders, and who does it
        </p>
        {asOf === undefined ? null : (
          <p className="ml-auto text-xs text-muted-foreground">
            Counted <Age since={asOf} /> ago
          </p>
        )}
      </div>
      {view === undefined ? (
        query.isError ? (
          <section className="card">
            <LoadError
              title="The queues could not be loaded"
              error={query.error}
              onRetry={() => void query.refetch()}
            />
          </section>
        ) : (
          <QueuesSkeleton />
        )
      ) : (
        <div className="grid gap-4">
          <Headline headline={view.headline} />
          <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_352px]">
            <QueuesTable groups={view.groups} figuresSince={view.figuresSince} />
            <div className="grid gap-4 md:max-xl:grid-cols-2">
              <WorkersCard workers={view.workers} hasMore={view.hasMoreWorkers} />
              <DutiesCard duties={view.duties} />
            </div>
          </div>
        </div>
      )}
    </>
  );
}

const LOOKS: Record<QueuesView["headline"]["tone"], { icon: LucideIcon; tone: string }> = {
  done: { icon: CircleCheck, tone: "text-done" },
  wait: { icon: TriangleAlert, tone: "text-wait" },
  act: { icon: OctagonAlert, tone: "text-act" },
};

function Headline({ headline }: { headline: QueuesView["headline"] }) {
  const { icon: Icon, tone } = LOOKS[headline.tone];
  return (
    <p className="card flex items-start gap-2.5 px-4 py-3 text-base">
      <Icon className={`mt-0.5 size-4 shrink-0 ${tone}`} strokeWidth={1.75} aria-hidden />
      <span className="max-w-[92ch] text-pretty">{headline.text}</span>
    </p>
  );
}
