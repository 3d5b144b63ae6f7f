"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ClaimAnswer, OrderCompany } from "#server/operations/claims/views";
import { useTRPCClient } from "@/components/trpc/client";
import { useClaiming } from "./use-claiming.ts";

// Claims and who looks are no events of an order, so the live stream does not tell of them.
const ASK_EVERY_MS = 5_000;

// One tab looks at one order at once, whatever pages it has been on.
let tabId: string | undefined;
function ownTabId(): string {
  tabId ??= crypto.randomUUID();
  return tabId;
}

/**
 * Who has this order and who else looks at it, asked again every few seconds
 * while the page is in sight, and the ways to take it or give it back.
 */
export function useClaim(order: { sagaUuid: string; orderNumber: string }) {
  const caller = useTRPCClient();
  const client = useQueryClient();
  const { sagaUuid } = order;
  const queryKey = ["company of an order", sagaUuid];
  const company = useQuery({
    queryKey,
    queryFn: (): Promise<OrderCompany> =>
      caller.claims.look.mutate({ sagaUuid, tabId: ownTabId() }),
    refetchInterval: ASK_EVERY_MS,
    // Hidden, it does not look; back in sight it says so at once.
    refetchOnWindowFocus: "always",
    gcTime: 0,
  });
  const onAnswer = (_saga: string, { claim }: ClaimAnswer) =>
    client.setQueryData<OrderCompany>(queryKey, (known) => known && { ...known, claim });
  const claiming = useClaiming(onAnswer);
  const release = useMutation({
    mutationFn: () => caller.claims.release.mutate({ sagaUuid }),
    onSettled: () => void company.refetch(),
  });
  return {
    /** Undefined until the first answer. */
    claim: company.data?.claim,
    /** Undefined until the first answer; null when the last question was not answered. */
    looking: company.isError ? null : company.data?.company,
    said: claiming.said,
    claimIt: () => claiming.claim(order),
    release: () => release.mutate(),
    onTakenOver: (answer: ClaimAnswer) => onAnswer(sagaUuid, answer),
  };
}
export type OrderClaim = ReturnType<typeof useClaim>;
