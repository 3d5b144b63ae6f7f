import type { FailureNote } from "#server/operations/failures/views";
import { Kbd } from "@/components/console/kbd";
import { Time } from "@/components/time/time";

/** What people wrote and decided, and what the system noticed, newest first. It stays whatever is retried. */
export function FailureNotes(props: {
  notes: readonly FailureNote[];
  onAddNote: () => void;
  onChangeStatus: () => void;
}) {
  return (
    <section aria-labelledby="notes-title" className="border-t pt-3">
      <h2 id="notes-title" className="mb-2">
        Notes and history
      </h2>
      {props.notes.length === 0 ? (
        <p className="text-muted-foreground">
          Nobody has written anything yet. A note stays when the orders are retried.
        </p>
      ) : (
        <ol className="grid max-h-[420px] gap-2 overflow-y-auto">
          {props.notes.map((entry) => (
            <li key={entry.noteId}>
              <p className="text-xs text-muted-foreground">
                <Time at={entry.at} /> · {entry.author ?? "system"}
              </p>
              {entry.deed === null ? null : <p>{entry.deed}</p>}
              {entry.note === null ? null : (
                <p className="mt-0.5 rounded-md border border-wait/25 bg-wait-bg px-2.5 py-1.5 whitespace-pre-wrap break-words">
                  {entry.note}
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        <button type="button" className="btn btn-outline btn-sm" onClick={props.onAddNote}>
          Add note… <Kbd>n</Kbd>
        </button>
        <button type="button" className="btn btn-outline btn-sm" onClick={props.onChangeStatus}>
          Change status…
        </button>
      </div>
    </section>
  );
}
