"use client";

import { useState } from "react";
import type { NoteView } from "#server/operations/notes/views";
import { useLive } from "@/components/live/live-provider";
import { Time } from "@/components/time/time";
import { NoteProblem } from "./note-problem.tsx";
import { useWriteNote } from "./use-write-note.ts";

/** What a colleague wrote, tinted so that nobody takes it for words to the customer. Its author may change it. */
export function NoteBlock({ note }: { note: NoteView }) {
  const [editing, setEditing] = useState<NoteView | null>(null);
  if (editing !== null) return <NoteEditor note={editing} onClose={() => setEditing(null)} />;
  return (
    <div className="mt-1 rounded-md border border-wait/25 bg-wait-bg px-3 py-2">
      <p className="whitespace-pre-wrap break-words">{note.text}</p>
      {note.editedAt === null && !note.mine ? null : (
        <p className="mt-1 flex items-center gap-2 text-xs">
          {note.editedAt === null ? null : (
            <span>
              Edited <Time at={note.editedAt} />
            </span>
          )}
          {note.mine ? (
            <button
              type="button"
              className="min-h-6 underline underline-offset-2"
              onClick={() => setEditing(note)}
            >
              Edit
            </button>
          ) : null}
        </p>
      )}
    </div>
  );
}

function NoteEditor({ note, onClose }: { note: NoteView; onClose: () => void }) {
  const [text, setText] = useState(note.text);
  const off = useLive().state === "offline";
  const { outcome, sending, write } = useWriteNote(onClose);
  const isSame = text.trim() === "" || text.trim() === note.text;
  return (
    <form
      className="mt-1 rounded-md border border-wait/25 bg-wait-bg p-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!off && !isSame) write({ noteId: note.noteId, version: note.version + 1, text });
      }}
    >
      <textarea
        ref={focusEnd}
        className="input field-sizing-content !h-auto min-h-8 resize-none py-1.5"
        rows={2}
        maxLength={2000}
        aria-label="The note"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => (event.key === "Escape" ? onClose() : undefined)}
      />
      <div className="mt-2 flex flex-wrap justify-end gap-2">
        <button type="button" className="btn btn-outline btn-sm" onClick={onClose}>
          Keep it as it was
        </button>
        <button
          type="submit"
          className="btn btn-primary btn-sm"
          aria-disabled={off || isSame || sending}
          title={off ? "You are offline." : isSame ? "Nothing is changed yet." : undefined}
        >
          Keep the change
        </button>
      </div>
      <NoteProblem outcome={outcome} />
    </form>
  );
}

function focusEnd(field: HTMLTextAreaElement | null): void {
  if (field === null || document.activeElement === field) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
