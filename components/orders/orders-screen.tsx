"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { BulkDialog, type OpenedBulk } from "@/components/bulk/bulk-dialog";
import { FilterBar } from "./filter-bar.tsx";
import { type ListAddress, listAddress } from "./list-address.ts";
import { ListHead } from "./list-head.tsx";
import { OrderList } from "./order-list.tsx";
import { StateTabs } from "./state-tabs.tsx";
import { useListCounts } from "./use-list-counts.ts";

/** The orders: tabs and filters, which stay while the list below changes with the address. */
export function OrdersScreen({ list }: { list: ListAddress }) {
  const router = useRouter();
  const { counts, total, renewing } = useListCounts(list);
  const [opened, setOpened] = useState<OpenedBulk | null>(null);
  return (
    <>
      <ListHead list={list} total={total} />
      <StateTabs current={list.filter} counts={counts} />
      <FilterBar list={list} />
      {/* A new list for each address: rows held back in one have no meaning in another. */}
      <OrderList
        key={listAddress(list)}
        list={list}
        total={total}
        countsRenewing={renewing}
        onBulk={setOpened}
      />
      {opened === null ? null : (
        <BulkDialog
          key={opened.bulkUuid}
          opened={opened}
          onClose={() => setOpened(null)}
          onStarted={(bulkId) => router.push(`/bulk/${bulkId}`)}
        />
      )}
    </>
  );
}
