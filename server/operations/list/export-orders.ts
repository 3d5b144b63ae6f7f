import type { DbOrTx } from "#db/client";
import type { Policy } from "#server/saga/policy";
import { sentenceCase } from "../partners/partner-words.ts";
import { csvLine } from "./csv.ts";
import { listOrders } from "./list-orders.ts";
import type { ListedRow, ListWish } from "./views.ts";

/** As many as a person can look through in a table; the page says so before. */
const MOST_ROWS = 10_000;
const PAGE_SIZE = 500;

const HEAD = [
  "Order",
  "Customer",
  "State",
  "Where",
  "Why",
  "Attempts",
  "Placed (UTC)",
  "Time limit (UTC)",
  "Changed (UTC)",
  "Owner",
  "Notes",
];

/** A list as the lines of a CSV file, page by page: what the screen shows, masked as there. */
export async function* exportOrders(
  tools: { db: DbOrTx; policy: Policy },
  wish: ListWish,
): AsyncGenerator<string> {
  yield csvLine(HEAD);
  let left = MOST_ROWS;
  let cursor: string | null = null;
  do {
    const limit = Math.min(PAGE_SIZE, left);
    const page: Awaited<ReturnType<typeof listOrders>> = await listOrders(
      tools,
      { ...wish, cursor, limit },
      null,
    );
    if (page.items.length > 0) yield page.items.map(lineOf).join("");
    left -= page.items.length;
    // Where a filter stopped looking, so does the file: the page says how far the list reaches.
    cursor = page.searched === null ? page.nextCursor : null;
  } while (cursor !== null && left > 0);
}

function lineOf(row: ListedRow): string {
  return csvLine([
    row.orderNumber,
    row.customer,
    // The words on the badges are the codes, written out.
    sentenceCase(row.status.status.replaceAll("_", " ")),
    row.where,
    row.why,
    row.attempt === null ? null : `${row.attempt.used} of ${row.attempt.of}`,
    row.placedAt,
    row.deadlineAt,
    row.updatedAt,
    row.claim?.ownerName ?? null,
    row.notes === 0 ? null : String(row.notes),
  ]);
}
