"use client";

import { useEffect, useRef } from "react";
import { type LiveNews, useLive } from "./live-provider.tsx";

type Wish = {
  concerns: (orderUuid: string) => boolean;
  /** Whose claims are shown; left out where none is. */
  concernsClaims?: (sagaUuid: string) => boolean;
  refetch: () => void;
  atMostEveryMs: number;
};

/**
 * Calls `refetch` when one of the orders that `concerns` names has changed: at
 * once for the first change, then at most every `atMostEveryMs`, and always once
 * more after the last.
 */
export function useLiveRefetch(wish: Wish): void {
  const { subscribe } = useLive();
  const latest = useRef(wish);
  useEffect(() => {
    latest.current = wish;
  });
  useEffect(() => {
    let lastAt = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = () => {
      timer = undefined;
      lastAt = Date.now();
      latest.current.refetch();
    };
    const unsubscribe = subscribe((news) => {
      if (timer !== undefined || !isOfConcern(news, latest.current)) return;
      timer = setTimeout(run, Math.max(0, lastAt + latest.current.atMostEveryMs - Date.now()));
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [subscribe]);
}

function isOfConcern(news: LiveNews | null, { concerns, concernsClaims }: Wish): boolean {
  if (news === null || news.orderUuids.some(concerns)) return true;
  return concernsClaims !== undefined && news.claimed.some(concernsClaims);
}
