import type { RevealRow } from "#db/queries/reveals";
import type { TimelineItem } from "../timeline/views.ts";
import { PURPOSES, partWords } from "./purposes.ts";

/** An account that is gone keeps what it saw. */
const GONE = "A former colleague";

/** Who saw the customer's data, as happenings of the order: a deed of a person like any other. */
export function revealItems(rows: readonly RevealRow[]): TimelineItem[] {
  return rows.map((row) => {
    const { told, parts } = PURPOSES[row.purpose];
    const name = row.actorName ?? GONE;
    const words = row.note === null ? "" : `, “${row.note}”`;
    return {
      // No event: below zero, so that it is nobody else's.
      id: -row.id,
      at: row.revealedAt.toISOString(),
      actor: { kind: "person", name },
      icon: "person",
      lead: name,
      rest: `saw the customer’s ${partWords(parts)}. Purpose: ${told}${words}`,
      tone: "plain",
      attempts: [],
      sincePreviousMs: null,
      silence: "",
      eventIds: { first: 0, last: 0 },
    };
  });
}
