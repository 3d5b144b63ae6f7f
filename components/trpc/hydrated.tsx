"use client";

import { type DehydratedState, HydrationBoundary, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";

// A page that is come back to is drawn from the router's memory, with what the server
// read for it long ago. That was true once; the second time the browser asks again.
const used = new Set<string>();

/** Until the components have taken hold of it; a page that is never shown leaves nothing behind. */
const untilShown = { defaultOptions: { queries: { gcTime: 30_000 } } };

/** Gives the screens below what the server has read for them: once, and only as long as they show it. */
export function Hydrated(props: {
  /** Tells one reading from the next. */
  readingId: string;
  state: DehydratedState;
  children: ReactNode;
}) {
  const { readingId, state } = props;
  const client = useQueryClient();
  useEffect(() => {
    // The components' own wishes count from now on. Without this a query would outlive them.
    for (const { queryHash } of state.queries) {
      const query = client.getQueryCache().get(queryHash);
      if (query?.isActive()) query.gcTime = query.options.gcTime ?? query.gcTime;
    }
    return () => {
      used.add(readingId);
    };
  }, [client, readingId, state]);
  return (
    <HydrationBoundary state={used.has(readingId) ? null : state} options={untilShown}>
      {props.children}
    </HydrationBoundary>
  );
}
