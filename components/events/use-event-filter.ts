"use client";

import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { actorKinds, type EventFilter } from "./event-question.ts";

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
