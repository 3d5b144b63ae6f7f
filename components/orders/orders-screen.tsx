"use client";

import { FilterBar } from "./filter-bar.tsx";
import { type ListAddress, listAddress } from "./list-address.ts";
import { ListHead } from "./list-head.tsx";
import { OrderList } from "./order-list.tsx";
import { StateTabs } from "./state-tabs.tsx";
import { useListCounts } from "./use-list-counts.ts";

/** The orders: tabs and filters, which stay while the list below changes with the address. */
export function OrdersScreen({ list }: { list: ListAddress }) {
  const { counts, total, renewing } = useListCounts(list);
  return (
    <>
      <ListHead list={list} total={total} />
      <StateTabs current={list.filter} counts={counts} />
      <FilterBar list={list} />
      {/* A new list for each address: rows held back in one have no meaning in another. */}
      <OrderList key={listAddress(list)} list={list} total={total} countsRenewing={renewing} />
    </>
  );
}
