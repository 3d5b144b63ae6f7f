"use client";

import { type KeyboardEvent, useState } from "react";
import { Kbd } from "@/components/console/kbd";
import { useLive } from "@/components/live/live-provider";
import { NoteProblem } from "./note-problem.tsx";
import { useWriteNote } from "./use-write-note.ts";

const FIELD = "new-note";

/** Puts the focus in the field of a new note. */
export function focusNoteField(): void {
  document.getElementById(FIELD)?.focus();
}

/** A new note for colleagues. What was typed stays until it is kept. */
export function NoteForm() {
  const [draft, setDraft] = useState(emptyDraft);
  const off = useLive().state === "offline";
  const { outcome, sending, write } = useWriteNote(() => setDraft(emptyDraft));
  const isEmpty = draft.text.trim() === "";
  const send = () => {
    if (!off && !isEmpty) write({ noteId: draft.noteId, version: 1, text: draft.text });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") (event.target as HTMLElement).blur();
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="flex flex-wrap items-start gap-2 border-b px-4 py-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        id={FIELD}
        className="input field-sizing-content !h-auto max-h-40 min-h-8 min-w-0 !w-auto flex-1 resize-none py-1.5 leading-[18px]"
        rows={1}
        maxLength={2000}
        aria-label="A note for colleagues. The customer does not see it"
        placeholder="A note for colleagues (the customer does not see it)"
        value={draft.text}
        onChange={(event) => setDraft({ ...draft, text: event.target.value })}
        onKeyDown={onKeyDown}
      />
      <button
        type="submit"
        className="btn btn-outline"
        aria-disabled={off || isEmpty || sending}
        title={off ? "You are offline." : isEmpty ? "Write something first." : undefined}
      >
        Add note
        <span className="hidden md:inline">
          <Kbd>n</Kbd>
        </span>
      </button>
      <NoteProblem outcome={outcome} />
    </form>
  );
}

/** The id is made with the draft: pressing again after a lost answer keeps the same note. */
function emptyDraft() {
  return { noteId: crypto.randomUUID(), text: "" };
}
