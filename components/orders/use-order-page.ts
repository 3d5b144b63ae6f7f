"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { readAnew } from "@/components/live/read-anew";
import { useLiveRefetch } from "@/components/live/use-live-refetch";
import { noteServerTime } from "@/components/time/clock";
import { useTRPC } from "@/components/trpc/client";
import { compareWithFresh } from "./freshness.ts";
import type { ListAddress } from "./list-address.ts";

const PAGE_SIZE = 50;
// Twice the page: up to fifty new orders may come before rows at the end stop being repainted.
const FRESH_SIZE = 100;
// A demo changes hundreds of orders in a second; eyes and server both prefer one repaint.
const REPAINT_EVERY_MS = 1_000;

/** One page of the list, kept as it was first shown, with live cells and the count of what waits above it. */
export function useOrderPage({ after: cursor, ...wish }: ListAddress) {
  const { sort } = wish;
  const trpc = useTRPC();
  const [watching, setWatching] = useState(false);
  // A list that is opened again shows what is so now, not what it held an hour ago.
  const shown = useQuery(
    trpc.orders.list.queryOptions({ ...wish, cursor, limit: PAGE_SIZE }, { gcTime: 0 }),
  );
  const client = useQueryClient();
  const freshQuery = trpc.orders.list.queryOptions(
    { ...wish, cursor, limit: FRESH_SIZE },
    { enabled: watching, gcTime: 0 },
  );
  const fresh = useQuery(freshQuery);

  useLiveRefetch({
    concerns: () => true,
    refetch: () => {
      if (watching) void readAnew(client, freshQuery.queryKey);
      else setWatching(true);
    },
    atMostEveryMs: REPAINT_EVERY_MS,
  });
  const asOf = shown.data?.asOf;
  useEffect(() => {
    if (asOf !== undefined) noteServerTime(asOf);
  }, [asOf]);

  const showNew = () => {
    setWatching(false);
    void shown.refetch();
  };
  const freshData = watching && fresh.dataUpdatedAt >= shown.dataUpdatedAt ? fresh.data : undefined;
  return {
    shown,
    view: shown.data === undefined ? undefined : compareWithFresh(shown.data, freshData, sort),
    showNew,
  };
}
