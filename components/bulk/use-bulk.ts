"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { BulkView } from "#server/operations/bulk/views";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { noteServerTime } from "@/components/time/clock";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";

/** Quick while something is under way; a colleague may still start or stop it otherwise. */
const RUNNING_MS = 1_000;
const STILL_MS = 10_000;

const isUnderWay = (view: BulkView | undefined) =>
  view !== undefined && (view.state === "running" || view.counts.asked > 0);

/** One operation, followed while it runs, and the three ways to steer it. */
export function useBulk(bulkId: number) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const query = useQuery(
    trpc.bulk.get.queryOptions(
      { id: bulkId },
      {
        gcTime: 0,
        refetchInterval: ({ state }) => (isUnderWay(state.data) ? RUNNING_MS : STILL_MS),
      },
    ),
  );
  const asOf = query.data?.asOf;
  useEffect(() => {
    if (asOf !== undefined) noteServerTime(asOf);
  }, [asOf]);
  const [outcome, setOutcome] = useState<AskingOutcome>({ type: "none" });
  const mutation = useMutation({
    mutationFn: (steer: "pause" | "go_on" | "stop") => client.bulk.steer.mutate({ bulkId, steer }),
    onMutate: () => setOutcome({ type: "none" }),
    onSuccess: (result) => {
      if (result.type === "moved_on") setOutcome({ type: "not_done", because: result.because });
    },
    onError: (error) => setOutcome(outcomeOfError(error)),
    onSettled: () => void query.refetch(),
  });
  return {
    query,
    outcome,
    clearOutcome: () => setOutcome({ type: "none" }),
    sending: mutation.isPending,
    steer: mutation.mutate,
  };
}
