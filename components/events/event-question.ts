export const actorKinds = ["system", "person", "storefront"] as const;

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
function questionOf(filter: EventFilter) {
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

const PAGE_SIZE = 50;

/** What the server reads before the first paint and the browser asks for later: the same, or it is asked twice. */
export const pageQuestion = (filter: EventFilter) => ({ ...questionOf(filter), limit: PAGE_SIZE });

/** How a page of events leads to the next. */
export const eventPages = {
  initialCursor: null,
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
};
