"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ActionReason, ActionResult } from "#server/operations/order-actions/views";
import { textOrNull } from "@/components/asking/action-draft";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { useTRPCClient } from "@/components/trpc/client";
import type { ActionKind } from "../action-kind.ts";

export type Evidence = { happened: boolean; reference: string; trackingNumber: string };

export type OpenedAction = {
  kind: ActionKind;
  /** Made once per opened dialog: pressing twice, or again after a lost answer, does nothing twice. */
  actionId: string;
  sagaUuid: string;
  revision: number;
};

type Sent = { reasonCode: ActionReason; note: string; evidence: Evidence | null };

/** Sends one action and says what became of the asking; what became of the order is the receipt's matter. */
export function useOrderAction(opened: OpenedAction, onAccepted: () => void) {
  const client = useTRPCClient();
  const [outcome, setOutcome] = useState<AskingOutcome>({ type: "none" });
  const mutation = useMutation({
    mutationFn: async (sent: Sent): Promise<ActionResult> => {
      const { kind, ...base } = opened;
      const input = { ...base, reasonCode: sent.reasonCode, note: textOrNull(sent.note) };
      if (kind === "told_by_phone") return await client.orders.toldByPhone.mutate(input);
      if (kind === "resend_notice") return await client.orders.resendNotice.mutate(input);
      if (kind === "order_again") return await client.orders.orderAgain.mutate(input);
      if (kind !== "resolve") return await client.orders[kind].mutate(input);
      if (sent.evidence === null) throw new Error("Bug: resolve without evidence");
      return await client.orders.resolve.mutate({ ...input, ...evidenceInput(sent.evidence) });
    },
    onSuccess: (result) => {
      if (result.type === "accepted") onAccepted();
      else setOutcome({ type: "not_done", because: result.because });
    },
    onError: (error) => setOutcome(outcomeOfError(error)),
  });
  return {
    outcome,
    sending: mutation.isPending,
    send: (sent: Sent) => {
      setOutcome({ type: "none" });
      mutation.mutate(sent);
    },
  };
}

function evidenceInput({ happened, reference, trackingNumber }: Evidence) {
  return {
    happened,
    reference: happened ? textOrNull(reference) : null,
    trackingNumber: happened ? textOrNull(trackingNumber) : null,
  };
}
