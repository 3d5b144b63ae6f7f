"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { FaultChoice, FaultPartner } from "#server/operations/faults/views";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { ConfirmDialog } from "@/components/settings/confirm-dialog";
import { TextField } from "@/components/settings/fields";
import { useTRPCClient } from "@/components/trpc/client";

/** Which fault, for how long, and what will be seen. */
export function FaultDialog(props: {
  partner: FaultPartner;
  name: string;
  choices: readonly FaultChoice[];
  onClose: () => void;
}) {
  const { partner, name, choices } = props;
  const client = useTRPCClient();
  const [kind, setKind] = useState(choices[0]?.kind);
  const choice = choices.find((each) => each.kind === kind);
  const [typed, setTyped] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const text = typed ?? String(choice?.usual ?? 1);
  const amount = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  const fits = choice !== undefined && amount >= 1 && amount <= choice.most;
  const mutation = useMutation({
    mutationFn: (wish: { kind: FaultChoice["kind"]; amount: number }) =>
      client.faults.inject.mutate({ partner, ...wish }),
    onSuccess: props.onClose,
  });
  const outcome: AskingOutcome = mutation.isError
    ? outcomeOfError(mutation.error)
    : { type: "none" };
  return (
    <ConfirmDialog
      title={`Inject a fault at ${name}?`}
      description="The bundled partner misbehaves for a while. It is recorded with your name."
      keep="Leave it well"
      confirm="Inject the fault"
      sending={mutation.isPending}
      outcome={outcome}
      onConfirm={() => {
        setTried(true);
        if (fits) mutation.mutate({ kind: choice.kind, amount });
      }}
      onClose={props.onClose}
    >
      <fieldset className="grid gap-px">
        <legend className="mb-1 font-medium">What goes wrong</legend>
        {choices.map((each) => (
          <label
            key={each.kind}
            className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 hover:bg-accent has-checked:bg-selected"
          >
            <input
              type="radio"
              name="fault"
              className="size-4 shrink-0 accent-[var(--primary)]"
              checked={each.kind === kind}
              onChange={() => {
                setKind(each.kind);
                setTyped(null);
              }}
            />
            {each.title}
          </label>
        ))}
      </fieldset>
      {choice === undefined ? null : (
        <>
          <TextField
            label={choice.endsBy === "seconds" ? "For how many seconds" : "For how many requests"}
            hint={choice.endsBy === "requests" ? "The next ones, of any order." : undefined}
            error={tried && !fits ? `Write a number from 1 to ${choice.most}.` : undefined}
            className="!w-28"
            inputMode="numeric"
            value={text}
            onType={(typed) => {
              setTried(false);
              setTyped(typed);
            }}
          />
          {/* Of the same height for every fault, so that the buttons stay where they are. */}
          <dl className="grid min-h-[108px] content-start grid-cols-[104px_minmax(0,1fr)] gap-x-3 gap-y-1">
            <dt className="text-muted-foreground">What it does</dt>
            <dd className="text-pretty">{choice.does}</dd>
            <dt className="text-muted-foreground">What you will see</dt>
            <dd className="text-pretty">{choice.seen}</dd>
          </dl>
        </>
      )}
    </ConfirmDialog>
  );
}
