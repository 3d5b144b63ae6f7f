import type { EndedOrder, EndState } from "./await-ends.ts";
import { STORIES, type Story } from "./make-orders.ts";

const STORY_WORDS: Record<Story, string> = {
  completes: "nothing in the way",
  prescriber_not_licensed: "prescriber not licensed",
  out_of_stock: "out of stock",
  undeliverable_address: "address cannot be delivered to",
  undo_refused: "undo refused, waits for a person",
};
const ENDS: readonly EndState[] = ["COMPLETED", "CANCELLED", "PARKED"];

/** How many orders of each kind came to which end. */
export function endsTable(orders: readonly EndedOrder[]): string {
  const rows = STORIES.map((story) => ({
    story,
    counts: ENDS.map((end) => orders.filter((o) => o.story === story && o.end === end).length),
  })).filter(({ counts }) => counts.some((count) => count > 0));
  const totals = ENDS.map((end) => orders.filter((order) => order.end === end).length);
  const line = (label: string, cells: readonly (string | number)[]) =>
    label.padEnd(34) + cells.map((cell) => String(cell).padStart(11)).join("");
  return [
    line("orders", ENDS),
    ...rows.map(({ story, counts }) => line(STORY_WORDS[story], counts)),
    line("total", totals),
  ].join("\n");
}
