import { useId } from "react";
import { FieldError } from "@/components/asking/reason-fields";
import { ignoreChoices, type StatusDraft, statusChoices } from "./status-draft.ts";

/** Status, owner and note of a group; only what belongs to the chosen status is asked for. */
export function StatusFields(props: {
  draft: StatusDraft;
  owner: string | null;
  problem: string | null;
  onChange: (draft: StatusDraft) => void;
}) {
  const id = useId();
  const { draft } = props;
  const set = (change: Partial<StatusDraft>) => props.onChange({ ...draft, ...change });
  return (
    <div className="grid gap-3">
      <fieldset>
        <legend className="mb-1 font-medium">Status</legend>
        {statusChoices.map(({ status, label, hint }) => (
          <label key={status} className="flex min-h-8 items-start gap-2 py-1">
            <input
              type="radio"
              name={`${id}-status`}
              className="mt-0.5 size-4 shrink-0 accent-primary"
              checked={draft.status === status}
              onChange={() => set({ status })}
            />
            <span>
              {label} <span className="text-muted-foreground">{hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {draft.status === "fixed" ? (
        <label className="block">
          <span className="mb-1 block font-medium">Version</span>
          <input
            className="input"
            value={draft.fixedIn}
            maxLength={40}
            autoComplete="off"
            onChange={(event) => set({ fixedIn: event.target.value })}
          />
        </label>
      ) : null}
      {draft.status === "ignored" ? (
        <label className="block">
          <span className="mb-1 block font-medium">For how long</span>
          <select
            className="input appearance-auto"
            value={draft.ignoreHours}
            onChange={(event) => set({ ignoreHours: event.target.value })}
          >
            {ignoreChoices.map(({ hours, label }) => (
              <option key={label} value={hours}>
                {label}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <label className="block">
        <span className="mb-1 block font-medium">Owner</span>
        <select
          className="input appearance-auto"
          value={draft.owner}
          onChange={(event) => set({ owner: asOwner(event.target.value) })}
        >
          {props.owner === null ? null : <option value="unchanged">{props.owner}, as now</option>}
          <option value="me">You</option>
          <option value="nobody">Nobody</option>
        </select>
      </label>
      <label className="block">
        <span className="mb-1 block font-medium">
          Note for colleagues <span className="font-normal text-muted-foreground">(optional)</span>
        </span>
        <textarea
          rows={2}
          maxLength={1000}
          className="input !h-auto resize-y py-1.5"
          value={draft.note}
          onChange={(event) => set({ note: event.target.value.replaceAll("\n", " ") })}
        />
      </label>
      <div role="alert">
        <FieldError id={`${id}-problem`} text={props.problem ?? undefined} />
      </div>
    </div>
  );
}

function asOwner(value: string): StatusDraft["owner"] {
  return value === "me" || value === "nobody" ? value : "unchanged";
}
