"use client";

import type { ComponentProps, ReactNode } from "react";
import { Field } from "./field.tsx";

type Labelled = { label: string; hint?: ReactNode; error?: string | undefined };

/** One line of text. What was typed comes as a string; the browser never fills it in. */
export function TextField({
  label,
  hint,
  error,
  onType,
  className = "",
  ...input
}: Labelled & { onType: (typed: string) => void } & ComponentProps<"input">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(names) => (
        <input
          {...input}
          {...names}
          className={`input !h-9 ${className}`}
          autoComplete="off"
          onChange={(event) => onType(event.target.value)}
        />
      )}
    </Field>
  );
}

/** One of a few; answers with the choice itself, not with its text. */
export function ChoiceField<Value extends string | number>(
  props: Labelled & {
    choices: readonly { value: Value; words: string }[];
    value: Value;
    onChoose: (value: Value) => void;
  },
) {
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(names) => (
        <select
          {...names}
          className="input !h-9 appearance-auto"
          value={props.value}
          onChange={(event) => {
            const chosen = props.choices[event.target.selectedIndex];
            if (chosen) props.onChoose(chosen.value);
          }}
        >
          {props.choices.map(({ value, words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
