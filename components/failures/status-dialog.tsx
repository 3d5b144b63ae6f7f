"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { FailureView } from "#server/operations/failures/views";
import { type AskingOutcome, outcomeOfError } from "@/components/asking/asking-outcome";
import { NotDoneAlert } from "@/components/asking/not-done-alert";
import { useTRPCClient } from "@/components/trpc/client";
import { Dialog } from "@/components/ui/dialog";
import { changeOf, draftOf, findProblem } from "./status-draft.ts";
import { StatusFields } from "./status-fields.tsx";

/** How a group stands, and who looks after it. */
export function StatusDialog(props: { view: FailureView; noteId: string; onClose: () => void }) {
  // As it was when the dialog was opened: the change is bound to it.
  const [view] = useState(props.view);
  const client = useTRPCClient();
  const [draft, setDraft] = useState(() => draftOf(view));
  const [problem, setProblem] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<AskingOutcome>({ type: "none" });
  const mutation = useMutation({
    mutationFn: () =>
      client.failures.change.mutate({
        id: view.id,
        revision: view.revision,
        noteId: props.noteId,
        ...changeOf(draft, Date.now()),
      }),
    onMutate: () => setOutcome({ type: "none" }),
    onSuccess: (result) => {
      if (result.type === "changed") props.onClose();
      else setOutcome({ type: "not_done", because: result.because });
    },
    onError: (error) => setOutcome(outcomeOfError(error)),
  });
  const save = () => {
    if (mutation.isPending) return;
    const found = findProblem(draft, view);
    setProblem(found);
    if (found === null) mutation.mutate();
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={`How does ${view.label} stand?`}
      description={`${view.title}. Now: ${view.statusWord.toLowerCase()}, owner ${view.owner ?? "nobody"}.`}
      closeLabel="Close, leave it as it is"
      width="md:w-[480px]"
      footer={
        <div className="flex flex-wrap justify-end gap-2 border-t px-4 py-3 md:px-5">
          <button type="button" className="btn btn-outline max-md:flex-1" onClick={props.onClose}>
            Leave it as it is
          </button>
          <button
            type="button"
            className="btn btn-primary max-md:flex-1"
            aria-disabled={mutation.isPending}
            onClick={save}
          >
            Save the status
          </button>
        </div>
      }
    >
      <div className="min-h-0 overflow-y-auto px-4 py-3 md:px-5">
        <StatusFields
          draft={draft}
          owner={view.owner}
          problem={problem}
          onChange={(next) => {
            setProblem(null);
            setDraft(next);
          }}
        />
        <NotDoneAlert
          outcome={outcome}
          noteKept={draft.note.trim() !== ""}
          showNow="Show the group as it is now"
          onShowNow={props.onClose}
        />
      </div>
    </Dialog>
  );
}
