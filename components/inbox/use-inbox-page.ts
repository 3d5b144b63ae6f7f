"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { InboxOwnerFilter } from "#server/operations/inbox/views";
import { readAnew } from "@/components/live/read-anew";
import { useFallbackPoll } from "@/components/live/use-fallback-poll";
import { useLiveRefetch } from "@/components/live/use-live-refetch";
import { noteServerTime } from "@/components/time/clock";
import { useTRPC } from "@/components/trpc/client";
import { compareInbox } from "./freshness.ts";
import { inboxWish } from "./inbox-wish.ts";

// Twice the page: what is new may push rows to its end, where they are still repainted.
const FRESH_SIZE = 100;
const REPAINT_EVERY_MS = 1_000;

/** One page of the inbox as it was first shown, with live cells and the count of what waits beside it. */
export function useInboxPage(owner: InboxOwnerFilter, cursor: string | null) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [watching, setWatching] = useState(false);
  const shown = useQuery(trpc.inbox.list.queryOptions(inboxWish(owner, cursor), { gcTime: 0 }));
  const freshQuery = trpc.inbox.list.queryOptions(
    { ...inboxWish(owner, cursor), limit: FRESH_SIZE },
    { enabled: watching, gcTime: 0, refetchInterval: useFallbackPoll() },
  );
  const fresh = useQuery(freshQuery);
  const repaint = () => {
    if (watching) void readAnew(client, freshQuery.queryKey);
    else setWatching(true);
  };
  useLiveRefetch({
    concerns: () => true,
    concernsClaims: () => true,
    refetch: repaint,
    atMostEveryMs: REPAINT_EVERY_MS,
  });
  const asOf = shown.data?.asOf;
  useEffect(() => {
    if (asOf !== undefined) noteServerTime(asOf);
  }, [asOf]);

  // By the server's clock: the shown page may have been read there, before this browser was asked.
  const isFresher = (fresh.data?.asOf ?? "") >= (asOf ?? "");
  const freshData = watching && isFresher ? fresh.data : undefined;
  return {
    shown,
    view: shown.data === undefined ? undefined : compareInbox(shown.data, freshData),
    repaint,
    showNew: () => {
      setWatching(false);
      void shown.refetch();
    },
  };
}
