"use client";

import { useCallback, useEffect, useState } from "react";
import type { BulkKind } from "#server/operations/bulk/views";
import type { ListedCount } from "#server/operations/list/views";
import type { OpenedBulk } from "@/components/bulk/bulk-dialog";
import { rememberList } from "@/components/console/list-trail";
import { LoadError } from "@/components/console/load-error";
import { BulkBar } from "./bulk-bar.tsx";
import { filters } from "./filters.ts";
import { type ListAddress, listAddress } from "./list-address.ts";
import { ListFooter } from "./list-footer.tsx";
import { PAGE_SIZE } from "./list-reads.ts";
import { NewRowsBar } from "./new-rows-bar.tsx";
import { NothingHere } from "./nothing-here.tsx";
import { OrdersSkeleton } from "./orders-skeleton.tsx";
import { OrdersTable } from "./orders-table.tsx";
import { sortWords } from "./sort-menu.tsx";
import { type PagesInView, useOrderPages } from "./use-order-pages.ts";
import { useRowKeys } from "./use-row-keys.ts";
import { useSelection } from "./use-selection.ts";

/** The list that the address names, from its first page on. */
export function OrderList(props: {
  list: ListAddress;
  total: ListedCount | undefined;
  countsRenewing: boolean;
  onBulk: (opened: OpenedBulk) => void;
}) {
  const { list, total } = props;
  const [inView, setInView] = useState<PagesInView>({ first: 0, last: 0 });
  const pages = useOrderPages(list, inView);
  const { view, first, last } = pages;
  const rows = view?.rows ?? [];
  const uuids = rows.map(({ row }) => row.sagaUuid);
  const chosen = useSelection(list, uuids);
  const showNew = () => {
    pages.showNew();
    window.scrollTo({ top: 0 });
  };
  const currentSaga = useRowKeys(
    rows.map(({ row }) => row),
    showNew,
    chosen.toggle,
  );
  const label = filters.find(({ filter }) => filter === list.filter)?.label ?? "All";
  const numbers = rows.map(({ row }) => row.orderNumber).join(" ");
  useEffect(() => {
    if (numbers === "") return;
    rememberList({ label, href: listAddress(list), orderNumbers: numbers.split(" ") });
  }, [numbers, label, list]);
  const onInView = useCallback((from: number, to: number) => {
    setInView((now) => {
      const next = { first: Math.floor(from / PAGE_SIZE), last: Math.floor(to / PAGE_SIZE) };
      return next.first === now.first && next.last === now.last ? now : next;
    });
  }, []);
  const begin = (kind: BulkKind) =>
    props.onBulk({
      bulkUuid: crypto.randomUUID(),
      kind,
      set: { type: "orders", sagaUuids: [...chosen.selection.chosen], groupId: null },
    });
  return (
    <>
      <section className="card overflow-clip" aria-label={`Orders: ${label}`}>
        {view !== undefined && last !== undefined ? (
          <>
            <NewRowsBar count={view.newCount} atLeast={view.newCountAtLeast} onShow={showNew} />
            {rows.length === 0 ? (
              <NothingHere list={list} page={last} />
            ) : (
              <>
                <OrdersTable
                  rows={rows}
                  rowCount={countOf(list, last.nextCursor, rows.length, total)}
                  list={list}
                  currentSaga={currentSaga}
                  selection={chosen.selection}
                  caption={`Orders, ${label}, ${sortWords[list.sort].toLowerCase()}. ${rows.length} shown.`}
                  onToggle={chosen.toggle}
                  onToggleRows={chosen.toggleRows}
                  onInView={onInView}
                />
                <ListFooter
                  list={list}
                  page={last}
                  rowCount={rows.length}
                  total={total}
                  renewing={props.countsRenewing}
                  loadingMore={pages.loadingMore}
                  moreFailed={pages.moreFailed}
                  onMore={pages.showMore}
                />
              </>
            )}
          </>
        ) : first?.isError ? (
          <LoadError
            title="The list could not be loaded"
            error={first.error}
            onRetry={() => void first.refetch()}
          />
        ) : (
          <OrdersSkeleton list={list} />
        )}
      </section>
      <BulkBar
        selection={chosen.selection}
        total={total}
        selecting={chosen.selecting}
        failed={chosen.failed}
        onSelectAll={chosen.selectAll}
        onBulk={begin}
        onClear={chosen.clear}
      />
    </>
  );
}

/** How many rows the whole list has, as far as that is known. */
function countOf(
  { after }: ListAddress,
  nextCursor: string | null,
  loaded: number,
  total: ListedCount | undefined,
): number {
  if (nextCursor === null) return loaded;
  return after === null && total !== undefined && !total.atLeast
    ? Math.max(total.count, loaded)
    : -1;
}
