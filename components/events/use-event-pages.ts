"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { readAnew } from "@/components/live/read-anew";
import { useLiveRefetch } from "@/components/live/use-live-refetch";
import { noteServerTime } from "@/components/time/clock";
import { useTRPC } from "@/components/trpc/client";
import { type EventFilter, eventPages, pageQuestion } from "./event-question.ts";

const FRESH_SIZE = 100;
const REPAINT_EVERY_MS = 1_000;

/**
 * The events from the newest one shown back, and how many came since. New ones wait
 * until they are asked for; while following, they are put on top as they come.
 */
export function useEventPages(filter: EventFilter, mayInsert: boolean) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [watching, setWatching] = useState(false);
  const question = pageQuestion(filter);
  const shownQuery = trpc.events.list.infiniteQueryOptions(question, {
    gcTime: 0,
    ...eventPages,
  });
  const shown = useInfiniteQuery(shownQuery);
  const freshQuery = trpc.events.list.queryOptions(
    { ...question, cursor: null, limit: FRESH_SIZE },
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
  const pages = shown.data?.pages ?? [];
  const top = pages[0]?.items[0]?.id ?? 0;
  const asOf = pages[0]?.asOf;
  // By the server's clock: the shown page may have been read there, before this browser was asked.
  const isFresher = watching && (fresh.data?.asOf ?? "") >= (asOf ?? "");
  const newItems = isFresher ? (fresh.data?.items ?? []).filter(({ id }) => id > top) : [];
  useEffect(() => {
    if (asOf !== undefined) noteServerTime(asOf);
  }, [asOf]);

  const showNew = () => {
    // Only the first page is read again: older ones would be read for nothing.
    client.setQueryData(
      shownQuery.queryKey,
      (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    );
    void shown.refetch();
  };
  const latest = useRef(showNew);
  useEffect(() => {
    latest.current = showNew;
  });
  const mustInsert = mayInsert && newItems.length > 0;
  useEffect(() => {
    if (mustInsert) latest.current();
  }, [mustInsert]);

  return {
    shown,
    items: pages.flatMap(({ items }) => items),
    last: pages.at(-1),
    newCount: newItems.length,
    newCountAtLeast: newItems.length >= FRESH_SIZE,
    showNew,
  };
}
