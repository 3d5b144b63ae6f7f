"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { LoadError } from "@/components/console/load-error";
import { readAnew } from "@/components/live/read-anew";
import { useLiveRefetch } from "@/components/live/use-live-refetch";
import { noteServerTime } from "@/components/time/clock";
import { useTRPC } from "@/components/trpc/client";
import { readProblem } from "@/components/trpc/problem";
import { CustomerCard } from "./customer-card.tsx";
import { History } from "./history.tsx";
import { Lanes } from "./lanes.tsx";
import { OrderActions } from "./order-actions.tsx";
import { OrderCard } from "./order-card.tsx";
import { OrderDrifts } from "./order-drifts.tsx";
import { OrderMissing } from "./order-missing.tsx";
import { OrderSkeleton } from "./order-skeleton.tsx";
import { OrderTrail } from "./order-trail.tsx";
import type { OrderView } from "./order-view.ts";
import { PeopleCard } from "./people-card.tsx";
import { ReceiptsCard } from "./receipts-card.tsx";
import { ReferencesCard } from "./references-card.tsx";
import { SayCard } from "./say-card.tsx";
import { WorldCard } from "./world-card.tsx";

// One order changes a few times in a second at most; two looks a second follow it closely enough.
const REPAINT_EVERY_MS = 400;
// An open receipt may close by time alone ("No effect seen"), which no event announces.
const ASK_WHILE_WAITING_MS = 15_000;
// What a partner answers a question is no event either; a worker asks within a second.
const ASK_WHILE_CHECKING_MS = 1_000;

function askAgainAfter(view: Pick<OrderView, "receipts" | "world"> | undefined): number | false {
  if (view === undefined) return false;
  const isChecking = view.world.effects.some(
    ({ check, mayCheck }) => check?.answer === null && mayCheck?.allowed === false,
  );
  if (isChecking) return ASK_WHILE_CHECKING_MS;
  const waits = view.receipts.some((receipt) => receipt.result.type === "waiting");
  return waits ? ASK_WHILE_WAITING_MS : false;
}

/** Everything about one order, and what can be done about it. */
export function OrderScreen({ orderNumber }: { orderNumber: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const query = trpc.orders.get.queryOptions(
    { orderNumber },
    {
      gcTime: 0,
      refetchInterval: ({ state }) => askAgainAfter(state.data),
    },
  );
  const order = useQuery(query);
  const view = order.data;
  useLiveRefetch({
    concerns: (orderUuid) => orderUuid === view?.orderUuid,
    refetch: () => void readAnew(client, query.queryKey),
    atMostEveryMs: REPAINT_EVERY_MS,
  });
  const asOf = view?.asOf;
  useEffect(() => {
    if (asOf !== undefined) noteServerTime(asOf);
  }, [asOf]);

  if (view === undefined) {
    if (!order.isError) return <OrderSkeleton orderNumber={orderNumber} />;
    const problem = readProblem(order.error);
    if (problem.code === "not_found") {
      return <OrderMissing orderNumber={orderNumber} detail={problem.detail} />;
    }
    return (
      <div className="card">
        <h1 className="sr-only">Order {orderNumber}</h1>
        <LoadError
          title={`Order ${orderNumber} could not be loaded`}
          error={order.error}
          onRetry={() => void order.refetch()}
        />
      </div>
    );
  }
  return (
    <>
      <OrderTrail orderNumber={view.orderNumber} />
      <OrderActions view={view} onChanged={() => void order.refetch()} />
      <div className="grid grid-cols-1 gap-4 max-md:pb-14 xl:grid-cols-[minmax(0,1fr)_352px]">
        <div className="contents min-w-0 grid-cols-1 content-start gap-4 xl:grid">
          <OrderDrifts drifts={view.drifts} />
          <OrderCard view={view} />
          <Lanes lanes={view.lanes} />
          <WorldCard view={view} onAsked={() => void order.refetch()} />
          <History view={view} />
        </div>
        <div className="contents min-w-0 grid-cols-1 content-start gap-4 xl:grid">
          <SayCard view={view} />
          <ReceiptsCard receipts={view.receipts} />
          <CustomerCard view={view} onRecorded={() => void order.refetch()} />
          <ReferencesCard references={view.references} summary={view.partnerSummary} />
          <PeopleCard people={view.people} />
        </div>
      </div>
    </>
  );
}
