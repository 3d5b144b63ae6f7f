"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { CallerCheckAnswer, CallerCheckField } from "#server/operations/caller-check/views";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { useTRPCClient } from "@/components/trpc/client";

/** With the id of the check that it answers: another value has no answer yet. */
export type CallerCheckAnswered = CallerCheckAnswer & { checkUuid: string };
export type CallerCheckWish = { checkUuid: string; field: CallerCheckField; value: string };

/**
 * Compares what a caller says with the order. The answers stay for as long as the
 * page is open, newest first; what was typed is in the dialog's memory alone.
 */
export function useCallerCheck(sagaUuid: string, onChecked: () => void) {
  const client = useTRPCClient();
  const [answers, setAnswers] = useState<readonly CallerCheckAnswered[]>([]);
  const [outcome, setOutcome] = useState<AskingOutcome>({ type: "none" });
  const checking = useMutation({
    // The cache of mutations keeps what it is given: a call to make, and not the value.
    mutationFn: (call: () => Promise<void>) => call(),
    onSuccess: onChecked,
    onError: (error) => setOutcome(outcomeOfError(error)),
    gcTime: 0,
  });
  return {
    answers,
    outcome,
    sending: checking.isPending,
    compare: (wish: CallerCheckWish) => {
      setOutcome({ type: "none" });
      checking.mutate(async () => {
        const told = await client.customer.checkCaller.mutate({ sagaUuid, ...wish });
        const answer = { ...told, checkUuid: wish.checkUuid };
        setAnswers((before) => [answer, ...before.filter((each) => outlasts(each, answer))]);
      });
    },
    /** Whoever opens the dialog again does not meet the trouble of the last time. */
    forgetOutcome: () => setOutcome({ type: "none" }),
  };
}

/** One answer a field; that the tries are used up is over with the next answer. */
function outlasts(older: CallerCheckAnswer, newer: CallerCheckAnswer): boolean {
  if (older.type === "refused") return false;
  return newer.type === "refused" || older.field !== newer.field;
}
