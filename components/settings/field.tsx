"use client";

import { type ReactNode, useId } from "react";

/** A labelled field: label above, hint below, and below that what is wrong and how to put it right. */
export function Field(props: {
  label: string;
  hint?: ReactNode | undefined;
  error: string | undefined;
  children: (names: {
    id: string;
    "aria-invalid": boolean;
    "aria-describedby": string | undefined;
  }) => ReactNode;
}) {
  const id = useId();
  const hintId = props.hint === undefined ? null : `${id}-hint`;
  const errorId = props.error === undefined ? null : `${id}-error`;
  const described = [errorId, hintId].filter((each) => each !== null).join(" ");
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {props.label}
      </label>
      {props.children({
        id,
        "aria-invalid": errorId !== null,
        "aria-describedby": described === "" ? undefined : described,
      })}
      {hintId === null ? null : (
        <p id={hintId} className="mt-1 text-xs text-muted-foreground">
          {props.hint}
        </p>
      )}
      {errorId === null ? null : (
        <p id={errorId} className="mt-1 text-xs text-act">
          {props.error}
        </p>
      )}
    </div>
  );
}
