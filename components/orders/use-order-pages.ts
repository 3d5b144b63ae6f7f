"use client";

import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { readAnew } from "@/components/live/read-anew";
import { useLiveRefetch } from "@/components/live/use-live-refetch";
import { noteServerTime } from "@/components/time/clock";
import { useTRPC } from "@/components/trpc/client";
import { comparePages } from "./freshness.ts";
import type { ListAddress } from "./list-address.ts";
import { pageWish } from "./list-reads.ts";

// Twice the page: up to fifty new orders may come before rows at the end stop being repainted.
const FRESH_SIZE = 100;
// A demo changes hundreds of orders in a second; eyes and server both prefer one repaint.
const REPAINT_EVERY_MS = 1_000;

/** The pages that are under the eyes: from the first to the last of these. */
export type PagesInView = { first: number; last: number };

/**
 * The pages of a list that were asked for, one under the other, kept as they were first
 * shown, with live cells in those that are in view and the count of what waits above.
 */
export function useOrderPages(list: ListAddress, inView: PagesInView) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [watching, setWatching] = useState(false);
  // Where each page begins: the first where the address says, each other behind the one before.
  const [cursors, setCursors] = useState<readonly (string | null)[]>([list.after]);
  // A list that is opened again shows what is so now, not what it held an hour ago.
  const shown = useQueries({
    queries: cursors.map((cursor) =>
      trpc.orders.list.queryOptions({ ...pageWish(list), cursor }, { gcTime: 0 }),
    ),
    combine: readingOf,
  });
  const freshQueries = cursors.map((cursor, index) =>
    trpc.orders.list.queryOptions(
      { ...pageWish(list), cursor, limit: FRESH_SIZE },
      // The first is always watched: what comes new, comes there.
      { enabled: watching && isWatched(index, inView), gcTime: 0 },
    ),
  );
  const fresh = useQueries({ queries: freshQueries, combine: readingOf });

  useLiveRefetch({
    concerns: () => true,
    concernsClaims: () => true,
    refetch: () => {
      if (!watching) setWatching(true);
      for (const { queryKey, enabled } of freshQueries) {
        if (enabled) void readAnew(client, queryKey);
      }
    },
    atMostEveryMs: REPAINT_EVERY_MS,
  });
  const [first] = shown;
  const asOf = fresh[0]?.data?.asOf ?? first?.data?.asOf;
  useEffect(() => {
    if (asOf !== undefined) noteServerTime(asOf);
  }, [asOf]);

  const { sort } = list;
  const view = useMemo(() => {
    const pages = shown.flatMap(({ data }, index) => {
      const newer = fresh[index]?.data;
      // By the server's clock: the shown page may have been read there, before this browser was asked.
      const isFresher = watching && newer !== undefined && newer.asOf >= (data?.asOf ?? "");
      return data === undefined ? [] : [{ shown: data, fresh: isFresher ? newer : undefined }];
    });
    return pages.length === 0 ? undefined : comparePages(pages, sort);
  }, [shown, fresh, watching, sort]);
  const last = shown.at(-1);
  return {
    first,
    /** The page behind which the list goes on, if it does. */
    last: shown.findLast(({ data }) => data !== undefined)?.data,
    view,
    loadingMore: shown.length > 1 && last?.data === undefined && last?.isError === false,
    moreFailed: shown.length > 1 && last?.isError === true,
    showMore: () => {
      const next = last?.data?.nextCursor;
      if (last?.isError === true) void last.refetch();
      else if (next != null) setCursors([...cursors, next]);
    },
    showNew: () => {
      setWatching(false);
      setCursors([list.after]);
      void first?.refetch();
    },
  };
}

const isWatched = (index: number, { first, last }: PagesInView) =>
  index === 0 || (first <= index && index <= last);

type Reading<T> = { data: T | undefined; isError: boolean; error: unknown; refetch: () => unknown };

/** No more of each query than is looked at, so that the list is composed again only when that changes. */
function readingOf<T>(results: readonly Reading<T>[]): Reading<T>[] {
  return results.map(({ data, isError, error, refetch }) => ({ data, isError, error, refetch }));
}
