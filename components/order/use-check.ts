"use client";

import { useMutation } from "@tanstack/react-query";
import type { WorldEffect } from "#server/operations/world/views";
import { useTRPCClient } from "@/components/trpc/client";
import { readProblem } from "@/components/trpc/problem";

export type CheckStep = Exclude<WorldEffect["step"], "message">;

/** Lets a worker ask partners; what they answer stands in the ledger. */
export function useCheck(sagaUuid: string, onAsked: () => void) {
  const client = useTRPCClient();
  const mutation = useMutation({
    mutationFn: (steps: CheckStep[]) => client.world.check.mutate({ sagaUuid, steps }),
    onSuccess: onAsked,
  });
  const { data, error } = mutation;
  const failure = error === null ? null : readProblem(error).detail || "The server did not answer.";
  return {
    ask: (steps: CheckStep[]) => mutation.mutate(steps),
    sending: mutation.isPending,
    /** Why nothing was asked; null while that is not so. */
    refusal: failure ?? data?.because ?? null,
  };
}
