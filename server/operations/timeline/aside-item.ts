import type { TimelineItem } from "./views.ts";

const KINDS = ["reveal", "caller_check"] as const;

/** An account that is gone keeps what it did. */
const GONE = "A former colleague";

/** What a person did with an order that no event tells: a deed like any other in its history. */
export function asideItem(
  kind: (typeof KINDS)[number],
  deed: { rowId: number; at: Date; actorName: string | null; rest: string },
): TimelineItem {
  const name = deed.actorName ?? GONE;
  return {
    // Below zero, so that it is no event's, and of each kind its own numbers.
    id: -(deed.rowId * KINDS.length + KINDS.indexOf(kind)),
    at: deed.at.toISOString(),
    actor: { kind: "person", name },
    icon: "person",
    lead: name,
    rest: deed.rest,
    tone: "plain",
    attempts: [],
    sincePreviousMs: null,
    silence: "",
    eventIds: { first: 0, last: 0 },
  };
}
