"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ListFilter } from "#server/operations/views";
import { readAnew } from "@/components/live/read-anew";
import { useLiveRefetch } from "@/components/live/use-live-refetch";
import { noteServerTime } from "@/components/time/clock";
import { useTRPC } from "@/components/trpc/client";
import { compareWithFresh } from "./freshness.ts";

const PAGE_SIZE = 50;
// Twice the page: up to fifty new orders may come before rows at the end stop being repainted.
const FRESH_SIZE = 100;
// A demo changes hundreds of orders in a second; eyes and server both prefer one repaint.
const REPAINT_EVERY_MS = 1_000;
const COUNT_EVERY_MS = 2_000;

/** One page of the list, kept as it was first shown, with live cells and the count of what waits above it. */
export function useOrderPage(filter: ListFilter, cursor: string | null) {
  const trpc = useTRPC();
  const [watching, setWatching] = useState(false);
  // A list that is opened again shows what is so now, not what it held an hour ago.
  const shown = useQuery(
    trpc.orders.list.queryOptions({ filter, cursor, limit: PAGE_SIZE }, { gcTime: 0 }),
  );
  const client = useQueryClient();
  const freshQuery = trpc.orders.list.queryOptions(
    { filter, cursor, limit: FRESH_SIZE },
    { enabled: watching, gcTime: 0 },
  );
  const fresh = useQuery(freshQuery);
  const countsQuery = trpc.orders.counts.queryOptions(undefined, { gcTime: 0 });
  const counts = useQuery(countsQuery);

  useLiveRefetch({
    concerns: () => true,
    refetch: () => {
      if (watching) void readAnew(client, freshQuery.queryKey);
      else setWatching(true);
    },
    atMostEveryMs: REPAINT_EVERY_MS,
  });
  useLiveRefetch({
    concerns: () => true,
    refetch: () => void readAnew(client, countsQuery.queryKey),
    atMostEveryMs: COUNT_EVERY_MS,
  });
  const asOf = shown.data?.asOf;
  useEffect(() => {
    if (asOf !== undefined) noteServerTime(asOf);
  }, [asOf]);

  const showNew = () => {
    setWatching(false);
    void shown.refetch();
    void counts.refetch();
  };
  const freshData = watching && fresh.dataUpdatedAt >= shown.dataUpdatedAt ? fresh.data : undefined;
  return {
    shown,
    counts: counts.data,
    countsRenewing: counts.isFetching && counts.data !== undefined,
    view: shown.data === undefined ? undefined : compareWithFresh(shown.data, freshData),
    showNew,
  };
}
