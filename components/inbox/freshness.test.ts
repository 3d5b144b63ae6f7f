import { describe, expect, test } from "vitest";
import type { InboxPage, InboxRow } from "#server/operations/inbox/views";
import { compareInbox } from "./freshness.ts";

function row(minute: number, changes: Partial<InboxRow> = {}): InboxRow {
  return {
    orderNumber: `RX-0000-00${String(minute).padStart(2, "0")}`,
    orderUuid: `order-${minute}`,
    sagaUuid: `saga-${minute}`,
    status: { status: "needs_a_person", progress: null },
    headline: "Shipping label did not come about",
    next: { lead: "Retry", rest: "" },
    dueAt: new Date(Date.UTC(2026, 10, 23, 14, minute)).toISOString(),
    claim: null,
    notes: 0,
    ...changes,
  };
}

function page(items: InboxRow[], nextCursor: string | null = null): InboxPage {
  return { items, nextCursor, nextLimit: null, asOf: "2026-11-23T15:00:00Z" };
}

describe("the inbox while the world goes on", () => {
  test("repaints a row in its place", () => {
    const { rows, newCount } = compareInbox(
      page([row(1), row(2)]),
      page([row(1, { notes: 1 }), row(2)]),
    );
    expect(rows.map(({ row: { sagaUuid, notes } }) => [sagaUuid, notes])).toEqual([
      ["saga-1", 1],
      ["saga-2", 0],
    ]);
    expect(newCount).toBe(0);
  });

  test("holds back what is new, wherever it belongs", () => {
    const { rows, newCount } = compareInbox(
      page([row(2), row(4)]),
      page([row(1), row(2), row(3), row(4)]),
    );
    expect(rows.map(({ row: { sagaUuid } }) => sagaUuid)).toEqual(["saga-2", "saga-4"]);
    expect(newCount).toBe(2);
  });

  test("marks what is settled and leaves it where it stood", () => {
    const { rows } = compareInbox(page([row(1), row(2), row(3)]), page([row(1), row(3)]));
    expect(rows.map(({ leftView }) => leftView)).toEqual([false, true, false]);
  });

  test("says nothing of rows that the fresh page does not reach, nor of the next page's", () => {
    const shown = page([row(1), row(2), row(5)], "after-5");
    const { rows, newCount } = compareInbox(shown, page([row(1), row(2)], "after-2"));
    expect(rows.map(({ leftView }) => leftView)).toEqual([false, false, false]);
    expect(newCount).toBe(0);
    expect(compareInbox(shown, page([row(1), row(2), row(5), row(6)], "after-6")).newCount).toBe(0);
  });
});
