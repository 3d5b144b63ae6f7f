"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ClaimAnswer } from "#server/operations/claims/views";
import { readAnew } from "@/components/live/read-anew";
import { useFallbackPoll } from "@/components/live/use-fallback-poll";
import { useLiveRefetch } from "@/components/live/use-live-refetch";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { useClaiming } from "./use-claiming.ts";

/** A colleague's press is seen at once; one that is followed by others costs no more than this. */
const REPAINT_EVERY_MS = 500;

/** Who has this order, as the live stream tells it, and the ways to take it or give it back. */
export function useClaim(order: { sagaUuid: string; orderNumber: string }) {
  const trpc = useTRPC();
  const caller = useTRPCClient();
  const client = useQueryClient();
  const query = trpc.claims.of.queryOptions(
    { sagaUuid: order.sagaUuid },
    { refetchInterval: useFallbackPoll(), gcTime: 0 },
  );
  const claim = useQuery(query);
  useLiveRefetch({
    concerns: () => false,
    concernsClaims: (sagaUuid) => sagaUuid === order.sagaUuid,
    refetch: () => void readAnew(client, query.queryKey),
    atMostEveryMs: REPAINT_EVERY_MS,
  });
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
