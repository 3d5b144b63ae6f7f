"use client";

import { useState } from "react";
import type { StateChange, StateLine } from "#server/operations/events/views";

/** The state before and after one event: only the lines that it changed, unless all are asked for. */
export function StateDiff({ change }: { change: StateChange }) {
  const [all, setAll] = useState(false);
  if (change.type === "not_folded") {
    return (
      <div className="px-4 py-3">
        <h3>What this event changed</h3>
        <p className="mt-1 text-muted-foreground">Not shown. {change.because}</p>
      </div>
    );
  }
  const { changed, same } = change;
  return (
    <div className="px-4 py-3">
      <div className="mb-2 flex items-center gap-2">
        <h3>What this event changed</h3>
        <span className="text-xs text-muted-foreground">
          {changed.length} of {changed.length + same.length} fields
        </span>
        <button
          type="button"
          className="btn btn-ghost btn-sm ml-auto !px-2"
          aria-pressed={all}
          onClick={() => setAll(!all)}
        >
          {all ? "Changed fields only" : "Show all fields"}
        </button>
      </div>
      <table className="w-full table-fixed border-separate border-spacing-0 overflow-hidden rounded-md border text-left">
        <caption className="sr-only">State before and after the event</caption>
        <colgroup>
          <col className="w-7" />
          <col className="w-[42%]" />
          <col />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">Change</th>
            <th scope="col">Field</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {changed.map((line) => [
            line.before === null ? null : (
              <Line key={`- ${line.field}`} kind="was" field={line.field} value={line.before} />
            ),
            line.after === null ? null : (
              <Line key={`+ ${line.field}`} kind="now" field={line.field} value={line.after} />
            ),
          ])}
          {all
            ? same.map((line) => (
                <Line key={line.field} kind="same" field={line.field} value={valueText(line)} />
              ))
            : null}
        </tbody>
      </table>
    </div>
  );
}

const kinds = {
  was: { sign: "−", row: "bg-act-bg", ink: "text-act" },
  now: { sign: "+", row: "bg-done-bg", ink: "text-done" },
  same: { sign: "", row: "", ink: "text-muted-foreground" },
} as const;

function Line(props: { kind: keyof typeof kinds; field: string; value: string }) {
  const { sign, row, ink } = kinds[props.kind];
  const text = props.kind === "same" ? "text-muted-foreground" : "";
  return (
    <tr className={row}>
      <td className={`mono px-2 py-1 align-top ${ink}`}>
        {sign}
        <span className="sr-only"> {props.kind}</span>
      </td>
      <td className={`mono px-1 py-1 align-top break-all ${text}`}>{props.field}</td>
      <td className={`mono px-2 py-1 align-top break-all ${text}`}>{props.value}</td>
    </tr>
  );
}

function valueText({ after, before }: StateLine): string {
  return after ?? before ?? "";
}
