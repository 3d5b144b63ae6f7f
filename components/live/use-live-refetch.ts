"use client";

import { useEffect, useRef } from "react";
import { useLive } from "./live-provider.tsx";

/**
 * Calls `refetch` when one of the orders that `concerns` names has changed: at
 * once for the first change, then at most every `atMostEveryMs`, and always once
 * more after the last.
 */
export function useLiveRefetch(options: {
  concerns: (orderUuid: string) => boolean;
  refetch: () => void;
  atMostEveryMs: number;
}): void {
  const { subscribe } = useLive();
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => {
    let lastAt = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = () => {
      timer = undefined;
      lastAt = Date.now();
      latest.current.refetch();
    };
    const unsubscribe = subscribe((orderUuids) => {
      if (orderUuids !== null && !orderUuids.some((id) => latest.current.concerns(id))) return;
      if (timer !== undefined) return;
      timer = setTimeout(run, Math.max(0, lastAt + latest.current.atMostEveryMs - Date.now()));
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [subscribe]);
}
