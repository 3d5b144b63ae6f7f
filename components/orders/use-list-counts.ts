"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ListedCount } from "#server/operations/list/views";
import { readAnew } from "@/components/live/read-anew";
import { useLiveRefetch } from "@/components/live/use-live-refetch";
import { useTRPC } from "@/components/trpc/client";
import type { ListAddress } from "./list-address.ts";
import { countWish } from "./list-reads.ts";

const COUNT_EVERY_MS = 2_000;

/** How many orders each tab holds, and how many the filters leave of the present one. */
export function useListCounts(list: ListAddress) {
  const { filter, where } = list;
  const trpc = useTRPC();
  const client = useQueryClient();
  const isFiltered = countWish(list) !== null;
  const tabsQuery = trpc.orders.counts.queryOptions(undefined, { gcTime: 0 });
  const tabs = useQuery(tabsQuery);
  const filteredQuery = trpc.orders.count.queryOptions(
    { filter, where },
    { gcTime: 0, enabled: isFiltered },
  );
  const filtered = useQuery(filteredQuery);
  useLiveRefetch({
    concerns: () => true,
    refetch: () => {
      void readAnew(client, tabsQuery.queryKey);
      if (isFiltered) void readAnew(client, filteredQuery.queryKey);
    },
    atMostEveryMs: COUNT_EVERY_MS,
  });
  const ofTab: ListedCount | undefined =
    tabs.data === undefined ? undefined : { ...tabs.data.counts[filter], asOf: tabs.data.asOf };
  return {
    counts: tabs.data,
    total: isFiltered ? filtered.data : ofTab,
    renewing: tabs.isFetching && tabs.data !== undefined,
  };
}
