"use client";

import { X } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { recogniseOrderNumber } from "@/components/console/order-number";
import { actorKinds, type EventFilter, NO_FILTER } from "./event-question.ts";
import { EVENT_TYPES } from "./event-types.ts";

const actorWords: Record<(typeof actorKinds)[number], string> = {
  system: "The system",
  person: "A person",
  storefront: "The storefront",
};

/** Which events to show. Each choice is in the address, and so can be sent to a colleague. */
export function EventFilters(props: {
  filter: EventFilter;
  onChange: (next: Partial<EventFilter>) => void;
}) {
  const { filter, onChange } = props;
  const isFiltered = Object.values(filter).some((each) => each !== "" && each !== null);
  return (
    <search
      aria-label="Filter the events"
      className="mb-3 grid grid-cols-2 items-end gap-2 md:flex md:flex-wrap"
    >
      <Field label="Type" wide>
        {(id) => (
          <select
            id={id}
            className="input appearance-auto md:!w-60"
            value={filter.type}
            onChange={(event) => onChange({ type: event.target.value })}
          >
            <option value="">All types</option>
            {EVENT_TYPES.map((type) => (
              <option key={type} value={type}>
                {type}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Written by">
        {(id) => (
          <select
            id={id}
            className="input appearance-auto md:!w-36"
            value={filter.actor ?? ""}
            onChange={(event) => onChange({ actor: readActor(event.target.value) })}
          >
            <option value="">Anybody</option>
            {actorKinds.map((kind) => (
              <option key={kind} value={kind}>
                {actorWords[kind]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <OrderField key={filter.order} order={filter.order} onChange={onChange} />
      <Field label="From">
        {(id) => (
          <input
            id={id}
            type="datetime-local"
            className="input md:!w-48"
            value={filter.from}
            max={filter.until || undefined}
            onChange={(event) => onChange({ from: event.target.value })}
          />
        )}
      </Field>
      <Field label="Until">
        {(id) => (
          <input
            id={id}
            type="datetime-local"
            className="input md:!w-48"
            value={filter.until}
            min={filter.from || undefined}
            onChange={(event) => onChange({ until: event.target.value })}
          />
        )}
      </Field>
      {isFiltered ? (
        <button
          type="button"
          className="btn btn-ghost !px-2 max-md:col-span-2"
          onClick={() => onChange(NO_FILTER)}
        >
          <X className="size-4" strokeWidth={1.75} aria-hidden />
          Clear
        </button>
      ) : null}
    </search>
  );
}

function Field(props: { label: string; wide?: boolean; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={`min-w-0 ${props.wide ? "max-md:col-span-2" : ""}`}>
      <label htmlFor={id} className="mb-0.5 block text-xs text-muted-foreground">
        {props.label}
      </label>
      {props.children(id)}
    </div>
  );
}

/** Asked for with Enter or on leaving the field, so that half a number looks for nothing. */
function OrderField(props: { order: string; onChange: (next: Partial<EventFilter>) => void }) {
  const id = useId();
  const [typed, setTyped] = useState(props.order);
  const recognised = recogniseOrderNumber(typed);
  const problem =
    recognised.type === "mistyped"
      ? "Mistyped: its check symbol does not fit"
      : recognised.type === "unfinished"
        ? "RX and eight letters or digits"
        : null;
  const ask = (event?: FormEvent) => {
    event?.preventDefault();
    if (recognised.type === "nothing") props.onChange({ order: "" });
    if (recognised.type === "order_number") props.onChange({ order: recognised.orderNumber });
  };
  return (
    <form onSubmit={ask} className="relative min-w-0">
      <label htmlFor={id} className="mb-0.5 block text-xs text-muted-foreground">
        Order number
      </label>
      <input
        id={id}
        className="input mono md:!w-36"
        placeholder="RX-…"
        autoComplete="off"
        spellCheck={false}
        maxLength={20}
        value={typed}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => ask()}
      />
      {problem === null ? null : (
        <p
          id={`${id}-problem`}
          className="absolute left-0 top-full z-10 mt-0.5 whitespace-nowrap rounded-sm bg-popover px-1 text-xs text-act"
        >
          {problem}
        </p>
      )}
    </form>
  );
}

function readActor(value: string): EventFilter["actor"] {
  return actorKinds.find((kind) => kind === value) ?? null;
}
