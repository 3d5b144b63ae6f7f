"use client";

import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { FailureView } from "#server/operations/failures/views";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { NotDoneAlert } from "@/components/asking/not-done-alert";
import { FieldError } from "@/components/asking/reason-fields";
import { useTRPCClient } from "@/components/trpc/client";
import { Dialog } from "@/components/ui/dialog";

/** A note on a group, for whoever meets this failure next. */
export function NoteDialog(props: { view: FailureView; noteId: string; onClose: () => void }) {
  const { view, noteId } = props;
  const id = useId();
  const client = useTRPCClient();
  const [note, setNote] = useState("");
  const [error, setError] = useState<string>();
  const [outcome, setOutcome] = useState<AskingOutcome>({ type: "none" });
  const mutation = useMutation({
    mutationFn: () => client.failures.addNote.mutate({ id: view.id, noteId, note: note.trim() }),
    onMutate: () => setOutcome({ type: "none" }),
    onSuccess: props.onClose,
    onError: (failure) => setOutcome(outcomeOfError(failure)),
  });
  const save = () => {
    if (mutation.isPending) return;
    if (note.trim() === "") setError("Write what the next colleague should know.");
    else mutation.mutate();
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={`Add a note to ${view.label}`}
      description={`${view.title}. Notes stay when its orders are retried, and when it comes back.`}
      closeLabel="Close without a note"
      width="md:w-[480px]"
      footer={
        <div className="flex flex-wrap justify-end gap-2 border-t px-4 py-3 md:px-5">
          <button type="button" className="btn btn-outline max-md:flex-1" onClick={props.onClose}>
            Leave it
          </button>
          <button
            type="button"
            className="btn btn-primary max-md:flex-1"
            aria-disabled={mutation.isPending}
            onClick={save}
          >
            Add note
          </button>
        </div>
      }
    >
      <div className="min-h-0 overflow-y-auto px-4 py-3 md:px-5">
        <label htmlFor={id} className="mb-1 block font-medium">
          Note for colleagues
        </label>
        <textarea
          id={id}
          rows={3}
          maxLength={1000}
          className="input !h-auto resize-y py-1.5"
          value={note}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          onChange={(event) => {
            setError(undefined);
            setNote(event.target.value.replaceAll("\n", " "));
          }}
        />
        <FieldError id={`${id}-error`} text={error} />
        <NotDoneAlert
          outcome={outcome}
          noteKept={note.trim() !== ""}
          showNow="Show the group as it is now"
          onShowNow={props.onClose}
        />
      </div>
    </Dialog>
  );
}
