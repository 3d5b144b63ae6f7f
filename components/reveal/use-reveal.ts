"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { RevealedCustomer, RevealPurpose } from "#server/operations/reveal/views";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { useNow } from "@/components/time/clock";
import { useTRPCClient } from "@/components/trpc/client";

export type RevealWish = { revealUuid: string; purpose: RevealPurpose; note: string | null };

/**
 * Personal data in clear, for as long as the server says. It is in the memory of
 * this page alone: no cache holds it, and leaving the page forgets it.
 */
export function useReveal(sagaUuid: string, onRevealed: () => void) {
  const client = useTRPCClient();
  const now = useNow();
  const [shown, setShown] = useState<RevealedCustomer | null>(null);
  const [outcome, setOutcome] = useState<AskingOutcome>({ type: "none" });
  const asking = useMutation({
    // Answers nothing, so that the cache of mutations has nothing to keep.
    mutationFn: async (wish: RevealWish) => {
      setShown(await client.customer.reveal.mutate({ sagaUuid, ...wish }));
    },
    onSuccess: onRevealed,
    onError: (error) => setOutcome(outcomeOfError(error)),
    gcTime: 0,
  });
  const isOver = shown !== null && now !== 0 && now >= Date.parse(shown.until);
  useEffect(() => {
    const forget = () => setShown(null);
    if (isOver) forget();
    // A page that the browser keeps for "back" must not come back with it.
    window.addEventListener("pagehide", forget);
    return () => window.removeEventListener("pagehide", forget);
  }, [isOver]);
  return {
    shown: isOver ? null : shown,
    hide: () => setShown(null),
    outcome,
    sending: asking.isPending,
    ask: (wish: RevealWish) => {
      setOutcome({ type: "none" });
      asking.mutate(wish);
    },
  };
}
