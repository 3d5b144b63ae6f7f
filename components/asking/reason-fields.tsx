"use client";

import { useId } from "react";
import type { ActionReason } from "#server/operations/order-actions/views";
import type { ActionDraft, ReasonErrors } from "./action-draft.ts";
import { reasonWords } from "./reason-words.ts";

const reasons = Object.entries(reasonWords);

/** Why, from a list, and a note for colleagues. What was typed stays whatever happens. */
export function ReasonFields(props: {
  draft: ActionDraft;
  errors: ReasonErrors;
  noteLabel: string;
  noteRequired: boolean;
  onChange: (draft: ActionDraft) => void;
}) {
  const id = useId();
  const { draft, errors } = props;
  return (
    <div className="mt-3 grid gap-3 border-t pt-3 md:grid-cols-[220px_minmax(0,1fr)]">
      <div>
        <label htmlFor={`${id}-reason`} className="mb-1 block font-medium">
          Reason
        </label>
        <select
          id={`${id}-reason`}
          className="input appearance-auto"
          value={draft.reasonCode}
          aria-invalid={errors.reasonCode !== undefined}
          aria-describedby={errors.reasonCode === undefined ? undefined : `${id}-reason-error`}
          onChange={(event) =>
            props.onChange({ ...draft, reasonCode: asReason(event.target.value) })
          }
        >
          <option value="">Choose a reason</option>
          {reasons.map(([code, words]) => (
            <option key={code} value={code}>
              {words}
            </option>
          ))}
        </select>
        <FieldError id={`${id}-reason-error`} text={errors.reasonCode} />
      </div>
      <div>
        <label htmlFor={`${id}-note`} className="mb-1 block font-medium">
          {props.noteLabel}{" "}
          {props.noteRequired ? null : (
            <span className="font-normal text-muted-foreground">(optional)</span>
          )}
        </label>
        <textarea
          id={`${id}-note`}
          className="input !h-auto min-h-8 resize-y py-1.5"
          rows={1}
          maxLength={1000}
          value={draft.note}
          aria-invalid={errors.note !== undefined}
          aria-describedby={errors.note === undefined ? undefined : `${id}-note-error`}
          onChange={(event) => props.onChange({ ...draft, note: event.target.value })}
        />
        <FieldError id={`${id}-note-error`} text={errors.note} />
      </div>
    </div>
  );
}

/** What is wrong with a field and how to put it right. */
export function FieldError({ id, text }: { id: string; text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p id={id} className="mt-1 text-xs text-act">
      {text}
    </p>
  );
}

/** The list offers nothing else, so whatever it holds beside the empty choice is a reason. */
function asReason(value: string): ActionReason | "" {
  return Object.hasOwn(reasonWords, value) ? (value as ActionReason) : "";
}
