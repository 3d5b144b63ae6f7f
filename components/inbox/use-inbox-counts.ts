"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { readAnew } from "@/components/live/read-anew";
import { useFallbackPoll } from "@/components/live/use-fallback-poll";
import { useLiveRefetch } from "@/components/live/use-live-refetch";
import { useTRPC } from "@/components/trpc/client";

// The number stands on every page: with hundreds of orders a second, this is often enough.
const COUNT_EVERY_MS = 5_000;

/** How many orders need a person, for the navigation and the chips alike: one question for both. */
export function useInboxCounts() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const query = trpc.inbox.counts.queryOptions(undefined, {
    refetchInterval: useFallbackPoll(),
  });
  const counts = useQuery(query);
  const recount = () => void readAnew(client, query.queryKey);
  useLiveRefetch({
    concerns: () => true,
    concernsClaims: () => true,
    refetch: recount,
    atMostEveryMs: COUNT_EVERY_MS,
  });
  return { counts: counts.data, recount };
}
