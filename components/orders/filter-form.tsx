"use client";

import { type FormEvent, useState } from "react";
import type { ListWhere } from "#server/operations/list/views";
import { dayBefore, endOfDay, startOfDay } from "@/components/time/day-in-zone";
import { dayKey } from "@/components/time/format-instant";
import { ZoneName } from "@/components/time/time";
import { useTimeZone } from "@/components/time/time-zone";
import { ages, type ChoiceKind, choices, type FilterKind, isChoice } from "./filter-kinds.ts";

type FieldProps = { draft: ListWhere; onChange: (draft: ListWhere) => void };

/** A filter's values, applied together: the list is read once, not with each mark. */
export function FilterForm(props: {
  kind: FilterKind;
  label: string;
  where: ListWhere;
  onApply: (where: ListWhere) => void;
}) {
  const { kind } = props;
  const [draft, setDraft] = useState(props.where);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    props.onApply(draft);
  };
  const field = { draft, onChange: setDraft };
  return (
    <form onSubmit={onSubmit}>
      <fieldset className="max-h-[min(440px,60dvh)] overflow-y-auto p-1.5">
        <legend className="sr-only">{props.label}</legend>
        {isChoice(kind) ? <Choices kind={kind} {...field} /> : null}
        {kind === "code" ? <Code {...field} /> : null}
        {kind === "age" ? <Ages {...field} /> : null}
        {kind === "placed" ? <Placed {...field} /> : null}
      </fieldset>
      <div className="border-t p-1.5">
        <button type="submit" className="btn btn-primary btn-sm w-full">
          Show these orders
        </button>
      </div>
    </form>
  );
}

const lineClass =
  "flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 hover:bg-accent";

function Choices({ kind, draft, onChange }: FieldProps & { kind: ChoiceKind }) {
  const chosen: readonly string[] = draft[kind];
  const toggle = (value: string, on: boolean) => {
    // In the order of the screen, so that one choice has one address.
    const values = choices[kind]
      .map((option) => option.value)
      .filter((each) => (each === value ? on : chosen.includes(each)));
    onChange({ ...draft, [kind]: values });
  };
  return choices[kind].map(({ value, label }) => (
    <label key={value} className={lineClass}>
      <input
        type="checkbox"
        className="size-4 accent-[var(--primary)]"
        checked={chosen.includes(value)}
        onChange={(event) => toggle(value, event.target.checked)}
      />
      {label}
    </label>
  ));
}

function Ages({ draft, onChange }: FieldProps) {
  return ages.map(({ minutes, label }) => (
    <label key={minutes} className={lineClass}>
      <input
        type="radio"
        name="age"
        className="size-4 accent-[var(--primary)]"
        checked={draft.olderThanMinutes === minutes}
        onChange={() => onChange({ ...draft, olderThanMinutes: minutes })}
      />
      {label}
    </label>
  ));
}

function Code({ draft, onChange }: FieldProps) {
  return (
    <label className="block p-1">
      <span className="mb-1 block text-xs">The whole code</span>
      <input
        className="input mono"
        value={draft.code ?? ""}
        pattern="[a-z0-9_.:\-]{1,80}"
        title="Small letters, digits and _"
        placeholder="address_undeliverable"
        autoComplete="off"
        spellCheck={false}
        onChange={({ target: { value } }) =>
          onChange({ ...draft, code: value.trim() === "" ? null : value.trim() })
        }
      />
      <span className="mt-1 block text-xs text-muted-foreground">
        As it stands in an order's events
      </span>
    </label>
  );
}

function Placed({ draft, onChange }: FieldProps) {
  const zone = useTimeZone();
  const { placedFrom, placedBefore } = draft;
  const first = placedFrom === null ? "" : dayKey(new Date(placedFrom), zone);
  const last = placedBefore === null ? "" : dayBefore(placedBefore, zone);
  return (
    <div className="grid gap-2 p-1">
      <label>
        <span className="mb-1 block text-xs">First day</span>
        <input
          type="date"
          className="input"
          value={first}
          max={last === "" ? undefined : last}
          onChange={({ target: { value } }) =>
            onChange({
              ...draft,
              placedFrom: value === "" ? null : startOfDay(value, zone).toISOString(),
            })
          }
        />
      </label>
      <label>
        <span className="mb-1 block text-xs">Last day</span>
        <input
          type="date"
          className="input"
          value={last}
          min={first === "" ? undefined : first}
          onChange={({ target: { value } }) =>
            onChange({
              ...draft,
              placedBefore: value === "" ? null : endOfDay(value, zone).toISOString(),
            })
          }
        />
      </label>
      <p className="text-xs text-muted-foreground">
        Days in <ZoneName />
      </p>
    </div>
  );
}
