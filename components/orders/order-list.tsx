"use client";

import { useEffect } from "react";
import type { ListedCount } from "#server/operations/list/views";
import { rememberList } from "@/components/console/list-trail";
import { LoadError } from "@/components/console/load-error";
import { filters } from "./filters.ts";
import { type ListAddress, listAddress } from "./list-address.ts";
import { ListFooter } from "./list-footer.tsx";
import { NewRowsBar } from "./new-rows-bar.tsx";
import { NothingHere } from "./nothing-here.tsx";
import { OrdersSkeleton } from "./orders-skeleton.tsx";
import { OrdersTable } from "./orders-table.tsx";
import { sortWords } from "./sort-menu.tsx";
import { useOrderPage } from "./use-order-page.ts";
import { useRowKeys } from "./use-row-keys.ts";

/** One page of the list that the address names. */
export function OrderList(props: {
  list: ListAddress;
  total: ListedCount | undefined;
  countsRenewing: boolean;
}) {
  const { list } = props;
  const { shown, view, showNew } = useOrderPage(list);
  const rows = view?.rows ?? [];
  const currentSaga = useRowKeys(
    rows.map(({ row }) => row),
    showNew,
  );
  const label = filters.find(({ filter }) => filter === list.filter)?.label ?? "All";
  useEffect(() => {
    if (view === undefined) return;
    rememberList({
      label,
      href: listAddress(list),
      orderNumbers: view.rows.map(({ row }) => row.orderNumber),
    });
  }, [view, label, list]);
  const page = shown.data;
  return (
    <section className="card overflow-hidden" aria-label={`Orders: ${label}`}>
      {view !== undefined && page !== undefined ? (
        <>
          <NewRowsBar count={view.newCount} atLeast={view.newCountAtLeast} onShow={showNew} />
          {rows.length === 0 ? (
            <NothingHere list={list} page={page} />
          ) : (
            <>
              <OrdersTable
                rows={rows}
                list={list}
                currentSaga={currentSaga}
                caption={`Orders, ${label}, ${sortWords[list.sort].toLowerCase()}. ${rows.length} on this page.`}
              />
              <ListFooter
                list={list}
                page={page}
                rowCount={rows.length}
                total={props.total}
                renewing={props.countsRenewing}
              />
            </>
          )}
        </>
      ) : shown.isError ? (
        <LoadError
          title="The list could not be loaded"
          error={shown.error}
          onRetry={() => void shown.refetch()}
        />
      ) : (
        <OrdersSkeleton list={list} />
      )}
    </section>
  );
}
