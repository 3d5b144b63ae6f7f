"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";

// A sidebar is looked at now and then; each count reads an index.
const COUNT_EVERY_MS = 30_000;

/** The views of this person and those for all; undefined until they are known. */
export function useSavedViews() {
  const trpc = useTRPC();
  return useQuery(trpc.savedViews.list.queryOptions()).data;
}

/** How many orders each of the first of them holds. */
export function useSavedViewCounts(enabled: boolean) {
  const trpc = useTRPC();
  const query = trpc.savedViews.counts.queryOptions(undefined, {
    refetchInterval: COUNT_EVERY_MS,
    enabled,
  });
  return useQuery(query).data?.counts;
}

/** Save, change and remove; the list of views is read again after each. */
export function useViewActions() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: trpc.savedViews.pathKey() });
  return {
    save: useMutation(trpc.savedViews.save.mutationOptions({ onSuccess })),
    change: useMutation(trpc.savedViews.change.mutationOptions({ onSuccess })),
    remove: useMutation(trpc.savedViews.remove.mutationOptions({ onSuccess })),
  };
}
