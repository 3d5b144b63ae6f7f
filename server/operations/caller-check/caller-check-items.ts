import type { CallerCheckRow } from "#db/queries/caller-checks";
import { asideItem } from "../timeline/aside-item.ts";
import type { TimelineItem } from "../timeline/views.ts";
import { callerCheckWords } from "./caller-check-words.ts";

/** Who compared a caller with the order, as happenings of it. */
export function callerCheckItems(rows: readonly CallerCheckRow[]): TimelineItem[] {
  return rows.map((row) =>
    asideItem("caller_check", {
      rowId: row.id,
      at: row.checkedAt,
      actorName: row.actorName,
      rest: `compared a caller’s ${callerCheckWords(row)}`,
    }),
  );
}
