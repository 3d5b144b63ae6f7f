"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ClaimAnswer } from "#server/operations/claims/views";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { useClaiming } from "./use-claiming.ts";

// Claims are no events of an order, so the live stream does not tell of them.
const ASK_EVERY_MS = 5_000;

/** Who has this order, asked again every few seconds, and the ways to take it or give it back. */
export function useClaim(order: { sagaUuid: string; orderNumber: string }) {
  const trpc = useTRPC();
  const caller = useTRPCClient();
  const client = useQueryClient();
  const query = trpc.claims.of.queryOptions(
    { sagaUuid: order.sagaUuid },
    { refetchInterval: ASK_EVERY_MS, gcTime: 0 },
  );
  const claim = useQuery(query);
  const onAnswer = (_saga: string, answer: ClaimAnswer) =>
    client.setQueryData(query.queryKey, answer.claim);
  const claiming = useClaiming(onAnswer);
  const release = useMutation({
    mutationFn: () => caller.claims.release.mutate({ sagaUuid: order.sagaUuid }),
    onSettled: () => void claim.refetch(),
  });
  return {
    /** Undefined until the first answer. */
    claim: claim.data,
    said: claiming.said,
    claimIt: () => claiming.claim(order),
    release: () => release.mutate(),
    onTakenOver: (answer: ClaimAnswer) => onAnswer(order.sagaUuid, answer),
  };
}
export type OrderClaim = ReturnType<typeof useClaim>;
