"use client";

import { useMutation } from "@tanstack/react-query";
import { Hand } from "lucide-react";
import { useId, useState } from "react";
import type { ClaimAnswer, ClaimView } from "#server/operations/claims/views";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { NotDoneAlert } from "@/components/asking/not-done-alert";
import { FieldError } from "@/components/asking/reason-fields";
import { useLive } from "@/components/live/live-provider";
import { Time } from "@/components/time/time";
import { useTRPCClient } from "@/components/trpc/client";
import { Dialog } from "@/components/ui/dialog";

export type TakenOver = { sagaUuid: string; orderNumber: string; claim: ClaimView };

/** Takes an order over from a colleague, with a word of why. */
export function TakeOverDialog(props: {
  order: TakenOver;
  onClose: () => void;
  onAnswer: (answer: ClaimAnswer) => void;
}) {
  const { orderNumber, sagaUuid, claim } = props.order;
  const client = useTRPCClient();
  const id = useId();
  const offline = useLive().state === "offline";
  const [note, setNote] = useState("");
  const [missing, setMissing] = useState(false);
  const [outcome, setOutcome] = useState<AskingOutcome>({ type: "none" });
  const mutation = useMutation({
    mutationFn: () =>
      client.claims.takeOver.mutate({ sagaUuid, claimId: claim.claimId, note: note.trim() }),
    onSuccess: (answer) => {
      if (answer.type === "claimed") props.onAnswer(answer);
      else setOutcome({ type: "not_done", because: answer.because });
    },
    onError: (error) => setOutcome(outcomeOfError(error)),
  });
  const confirm = () => {
    if (offline || mutation.isPending) return;
    setMissing(note.trim() === "");
    if (note.trim() === "") return;
    setOutcome({ type: "none" });
    mutation.mutate();
  };
  const keep = `Leave it to ${claim.ownerName}`;
  return (
    <Dialog
      open
      onClose={props.onClose}
      width="md:w-[480px]"
      title={
        <>
          Take over{" "}
          <span className="whitespace-nowrap font-mono tracking-tight">{orderNumber}</span>?
        </>
      }
      description={
        <>
          {claim.ownerName} has this order until <Time at={claim.until} />. It becomes yours, and
          they see your note.
        </>
      }
      closeLabel={`Close, ${keep.toLowerCase()}`}
      footer={
        <div className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3 md:px-5">
          <button type="button" className="btn btn-outline max-md:flex-1" onClick={props.onClose}>
            {keep}
          </button>
          <button
            type="button"
            className="btn btn-primary max-md:flex-1"
            aria-disabled={offline || mutation.isPending}
            title={offline ? "You are offline" : undefined}
            onClick={confirm}
          >
            <Hand className="size-4" strokeWidth={1.75} aria-hidden />
            Take it over
          </button>
        </div>
      }
    >
      <div className="min-h-0 overflow-y-auto px-4 py-3 md:px-5">
        <label htmlFor={id} className="mb-1 block font-medium">
          Why, for {claim.ownerName}
        </label>
        <textarea
          id={id}
          className="input !h-auto min-h-8 resize-y py-1.5"
          rows={2}
          maxLength={2000}
          value={note}
          aria-invalid={missing}
          aria-describedby={missing ? `${id}-error` : undefined}
          onChange={(event) => {
            setMissing(false);
            setNote(event.target.value);
          }}
        />
        <FieldError
          id={`${id}-error`}
          text={missing ? "Write why, so that nobody works in vain." : undefined}
        />
        <NotDoneAlert
          outcome={outcome}
          noteKept={note.trim() !== ""}
          showNow="Show who has it now"
          onShowNow={props.onClose}
        />
      </div>
    </Dialog>
  );
}
