import { TriangleAlert } from "lucide-react";
import type { AskingOutcome } from "./asking-outcome.ts";

/** Shown in the dialog when nothing was done, or when nobody knows yet whether it was asked for. */
export function NotDoneAlert(props: {
  outcome: AskingOutcome;
  noteKept: boolean;
  showNow: string;
  onShowNow: () => void;
}) {
  const { outcome } = props;
  return (
    <div role="alert">
      {outcome.type === "none" ? null : (
        <div className="mt-3 rounded-md border border-wait/40 bg-wait-bg px-3 py-2">
          <p className="flex items-start gap-2">
            <TriangleAlert
              className="mt-0.5 size-4 shrink-0 text-wait"
              strokeWidth={1.75}
              aria-hidden
            />
            {outcome.type === "not_done" ? (
              <span>
                <span className="font-medium">Nothing was done.</span> {asSentence(outcome.because)}
                {props.noteKept ? " Your note is kept." : ""}
              </span>
            ) : (
              <span>
                <span className="font-medium">No answer came.</span> It may or may not have been
                recorded. Press again: the same request is never done twice.
              </span>
            )}
          </p>
          {outcome.type === "not_done" ? (
            <div className="mt-2 pl-6">
              <button type="button" className="btn btn-outline btn-sm" onClick={props.onShowNow}>
                {props.showNow}
              </button>
            </div>
          ) : null}
        </div>
      )}
    </div>
  );
}

function asSentence(clause: string): string {
  const text = clause.trim();
  const ended = /[.”]$/.test(text) ? text : `${text}.`;
  return `${ended.charAt(0).toUpperCase()}${ended.slice(1)}`;
}
