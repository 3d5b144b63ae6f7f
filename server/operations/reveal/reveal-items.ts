import type { RevealRow } from "#db/queries/reveals";
import { asideItem } from "../timeline/aside-item.ts";
import type { TimelineItem } from "../timeline/views.ts";
import { PURPOSES, partWords } from "./purposes.ts";

/** Who saw the customer's data, as happenings of the order. */
export function revealItems(rows: readonly RevealRow[]): TimelineItem[] {
  return rows.map((row) => {
    const { told, parts } = PURPOSES[row.purpose];
    const words = row.note === null ? "" : `, “${row.note}”`;
    return asideItem("reveal", {
      rowId: row.id,
      at: row.revealedAt,
      actorName: row.actorName,
      rest: `saw the customer’s ${partWords(parts)}. Purpose: ${told}${words}`,
    });
  });
}
