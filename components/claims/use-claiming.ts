"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ClaimAnswer } from "#server/operations/claims/views";
import { outcomeOfError } from "@/components/asking/asking-outcome";
import { useTRPCClient } from "@/components/trpc/client";

type Order = { sagaUuid: string; orderNumber: string };

/** Reaches for an order. `said` is what to tell when it did not become ours. */
export function useClaiming(onAnswer: (sagaUuid: string, answer: ClaimAnswer) => void) {
  const client = useTRPCClient();
  const [said, setSaid] = useState<string | null>(null);
  const mutation = useMutation({
    mutationFn: ({ sagaUuid }: Order) => client.claims.claim.mutate({ sagaUuid }),
    onMutate: () => setSaid(null),
    onSuccess: (answer, { sagaUuid, orderNumber }) => {
      if (answer.type === "taken") {
        setSaid(`${answer.claim.ownerName} was faster and has ${orderNumber} now.`);
      }
      onAnswer(sagaUuid, answer);
    },
    onError: (error, { orderNumber }) => {
      const outcome = outcomeOfError(error);
      setSaid(
        outcome.type === "not_done"
          ? `${orderNumber} was not claimed. ${outcome.because}`
          : `No answer came: nobody knows whether ${orderNumber} is claimed. Press again.`,
      );
    },
  });
  return {
    said,
    claim: (order: Order) => {
      if (!mutation.isPending) mutation.mutate(order);
    },
  };
}
