"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { FailureRow } from "#server/operations/failures/views";
import { useLiveRefetch } from "@/components/live/use-live-refetch";
import { noteServerTime } from "@/components/time/clock";
import { useTRPC } from "@/components/trpc/client";

// Counted by a worker every two seconds; a repaint oftener shows nothing earlier.
const REPAINT_EVERY_MS = 2_000;
// What a worker counts changes no order, so the stream alone could leave the last count unseen.
const ASK_EVERY_MS = 10_000;

/** The groups in the order in which they were first shown: numbers change in place, new groups wait behind a bar. */
export function useFailures() {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.failures.list.queryOptions(undefined, { refetchInterval: ASK_EVERY_MS, gcTime: 0 }),
  );
  const [order, setOrder] = useState<readonly number[] | null>(null);
  useLiveRefetch({
    concerns: () => true,
    refetch: () => void query.refetch(),
    atMostEveryMs: REPAINT_EVERY_MS,
  });
  const groups = query.data?.groups;
  const asOf = query.data?.asOf;
  useEffect(() => {
    if (asOf !== undefined) noteServerTime(asOf);
  }, [asOf]);
  if (order === null && groups !== undefined) setOrder(groups.map(({ id }) => id));

  const byId = new Map(groups?.map((group) => [group.id, group]));
  const known = order ?? [];
  return {
    query,
    rows: known.flatMap((id): FailureRow[] => {
      const row = byId.get(id);
      return row ? [row] : [];
    }),
    newCount: (groups ?? []).filter(({ id }) => !known.includes(id)).length,
    showNew: () => setOrder(groups?.map(({ id }) => id) ?? null),
  };
}
