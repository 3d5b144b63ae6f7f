"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { readAnew } from "@/components/live/read-anew";
import { useLiveRefetch } from "@/components/live/use-live-refetch";
import { noteServerTime } from "@/components/time/clock";
import { useTRPC } from "@/components/trpc/client";
import { compareWithFresh } from "./freshness.ts";
import type { ListAddress } from "./list-address.ts";
import { pageWish } from "./list-reads.ts";

// Twice the page: up to fifty new orders may come before rows at the end stop being repainted.
const FRESH_SIZE = 100;
// A demo changes hundreds of orders in a second; eyes and server both prefer one repaint.
const REPAINT_EVERY_MS = 1_000;

/** One page of the list, kept as it was first shown, with live cells and the count of what waits above it. */
export function useOrderPage(list: ListAddress) {
  const trpc = useTRPC();
  const [watching, setWatching] = useState(false);
  // A list that is opened again shows what is so now, not what it held an hour ago.
  const shown = useQuery(trpc.orders.list.queryOptions(pageWish(list), { gcTime: 0 }));
  const client = useQueryClient();
  const freshQuery = trpc.orders.list.queryOptions(
    { ...pageWish(list), limit: FRESH_SIZE },
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
  const answeredAt = fresh.data?.asOf ?? asOf;
  useEffect(() => {
    if (answeredAt !== undefined) noteServerTime(answeredAt);
  }, [answeredAt]);

  const showNew = () => {
    setWatching(false);
    void shown.refetch();
  };
  // By the server's clock: the shown page may have been read there, before this browser was asked.
  const isFresher = (fresh.data?.asOf ?? "") >= (asOf ?? "");
  const freshData = watching && isFresher ? fresh.data : undefined;
  return {
    shown,
    view: shown.data === undefined ? undefined : compareWithFresh(shown.data, freshData, list.sort),
    showNew,
  };
}
