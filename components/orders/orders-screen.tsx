"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import type { ListFilter } from "#server/operations/views";
import { EmptyState } from "@/components/console/empty-state";
import { rememberList } from "@/components/console/list-trail";
import { LoadError } from "@/components/console/load-error";
import { Time } from "@/components/time/time";
import { filters, listAddress } from "./filters.ts";
import { ListFooter } from "./list-footer.tsx";
import { ListHead } from "./list-head.tsx";
import { NewRowsBar } from "./new-rows-bar.tsx";
import { OrdersSkeleton } from "./orders-skeleton.tsx";
import { OrdersTable } from "./orders-table.tsx";
import { StateChips } from "./state-chips.tsx";
import { useOrderPage } from "./use-order-page.ts";
import { useRowKeys } from "./use-row-keys.ts";

/** The list of orders, newest first. */
export function OrdersScreen({ filter, cursor }: { filter: ListFilter; cursor: string | null }) {
  const { shown, counts, countsRenewing, view, showNew } = useOrderPage(filter, cursor);
  const rows = view?.rows ?? [];
  const currentSaga = useRowKeys(
    rows.map(({ row }) => row),
    showNew,
  );
  const chip = filters.find((candidate) => candidate.filter === filter);
  const label = chip?.label ?? "All";
  useEffect(() => {
    if (view === undefined) return;
    rememberList({
      label,
      href: listAddress(filter, cursor),
      orderNumbers: view.rows.map(({ row }) => row.orderNumber),
    });
  }, [view, label, filter, cursor]);
  return (
    <>
      <ListHead />
      <StateChips current={filter} counts={counts} />
      <section className="card overflow-hidden" aria-label={`Orders: ${label}`}>
        {view !== undefined && shown.data !== undefined ? (
          <>
            <NewRowsBar count={view.newCount} atLeast={view.newCountAtLeast} onShow={showNew} />
            {rows.length === 0 ? (
              <NothingHere
                title={chip?.none ?? "No orders"}
                filter={filter}
                asOf={shown.data.asOf}
              />
            ) : (
              <OrdersTable
                rows={rows}
                currentSaga={currentSaga}
                caption={`Orders, ${label}, newest first. ${rows.length} on this page.`}
              />
            )}
            {rows.length === 0 ? null : (
              <ListFooter
                filter={filter}
                cursor={cursor}
                nextCursor={shown.data.nextCursor}
                rowCount={rows.length}
                total={counts?.counts[filter]}
                asOf={counts?.asOf ?? shown.data.asOf}
                renewing={countsRenewing}
              />
            )}
          </>
        ) : shown.isError ? (
          <LoadError
            title="The list could not be loaded"
            error={shown.error}
            onRetry={() => void shown.refetch()}
          />
        ) : (
          <OrdersSkeleton />
        )}
      </section>
    </>
  );
}

function NothingHere(props: { title: string; filter: ListFilter; asOf: string }) {
  const all = props.filter === "all";
  return (
    <EmptyState
      icon={CircleCheck}
      title={props.title}
      actions={
        all ? undefined : (
          <Link className="btn btn-outline btn-sm" href={listAddress("all")}>
            See all orders
          </Link>
        )
      }
    >
      Looked at all orders at <Time at={props.asOf} />.{" "}
      {all
        ? "An order placed over the API appears here by itself."
        : "The first one to come appears here by itself."}
    </EmptyState>
  );
}
