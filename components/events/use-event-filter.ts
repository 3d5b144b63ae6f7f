"use client";

import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

export const actorKinds = ["system", "person", "storefront"] as const;

/** What the address of the events says. Order numbers and codes only; an event's id opens it. */
export function useEventFilter() {
  const [shown, setShown] = useQueryStates({
    type: parseAsString.withDefault(""),
    actor: parseAsStringLiteral(actorKinds),
    order: parseAsString.withDefault(""),
    from: parseAsString.withDefault(""),
    until: parseAsString.withDefault(""),
    event: parseAsInteger,
  });
  const { event, ...filter } = shown;
  return {
    filter,
    event,
    setFilter: (next: Partial<EventFilter>) => void setShown(next),
    setEvent: (id: number | null) => void setShown({ event: id }),
  };
}

export type EventFilter = {
  type: string;
  actor: (typeof actorKinds)[number] | null;
  order: string;
  /** As a field for dates and times has it, in the reader's zone: `2026-11-23T14:00`. */
  from: string;
  until: string;
};

export const NO_FILTER: EventFilter = { type: "", actor: null, order: "", from: "", until: "" };

/** The question for the server; what cannot be read as a time is left out. */
export function questionOf(filter: EventFilter) {
  return {
    types: filter.type === "" ? [] : [filter.type],
    actor: filter.actor,
    orderNumber: filter.order === "" ? null : filter.order,
    from: toInstant(filter.from),
    until: toInstant(filter.until),
  };
}

function toInstant(local: string): string | null {
  const ms = Date.parse(local);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
