"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { readAnew } from "@/components/live/read-anew";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { useNotedOrder } from "./notes-context.ts";

type Version = { noteId: string; version: number; text: string };

/** Writes a version of a note. The same version pressed twice is kept once. */
export function useWriteNote(onNoted: () => void) {
  const { sagaUuid, orderNumber } = useNotedOrder();
  const caller = useTRPCClient();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<AskingOutcome>({ type: "none" });
  const mutation = useMutation({
    mutationFn: (version: Version) => caller.notes.write.mutate({ sagaUuid, ...version }),
    onMutate: () => setOutcome({ type: "none" }),
    onSuccess: (answer) => {
      if (answer.type === "not_done") {
        setOutcome({ type: "not_done", because: answer.because });
        return;
      }
      onNoted();
      void readAnew(client, trpc.orders.get.queryOptions({ orderNumber }).queryKey);
    },
    onError: (error) => setOutcome(outcomeOfError(error)),
  });
  return {
    outcome,
    sending: mutation.isPending,
    write: (version: Version) => {
      if (!mutation.isPending) mutation.mutate(version);
    },
  };
}
