import { describe, expect, test } from "vitest";
import type { ListedRow, OrderPage } from "#server/operations/list/views";
import { comparePages, compareWithFresh } from "./freshness.ts";

function row(minute: number, where = "Shipment"): ListedRow {
  const at = new Date(Date.UTC(2026, 10, 23, 14, minute)).toISOString();
  return {
    orderNumber: `RX-0000-00${String(minute).padStart(2, "0")}`,
    orderUuid: `order-${minute}`,
    sagaUuid: `saga-${minute}`,
    customer: "J*** D**",
    status: { status: "running", progress: null },
    where,
    why: "",
    nextAttemptAt: null,
    attempt: null,
    placedAt: at,
    deadlineAt: null,
    updatedAt: at,
    claim: null,
    notes: 0,
  };
}

function page(minutes: number[], nextCursor: string | null = null): OrderPage {
  return { items: minutes.map((minute) => row(minute)), nextCursor, asOf: "2026-11-23T15:00:00Z" };
}

const minutesOf = (view: ReturnType<typeof compareWithFresh>) =>
  view.rows.map(({ row: { orderUuid } }) => orderUuid);

describe("a page of orders while the world goes on", () => {
  test("shows what it showed until something fresh is known", () => {
    const view = compareWithFresh(page([5, 4]), undefined);
    expect(minutesOf(view)).toEqual(["order-5", "order-4"]);
    expect(view.newCount).toBe(0);
  });

  test("keeps every row in its place and repaints its cells", () => {
    const fresh = { ...page([]), items: [row(4, "Completed"), row(5, "Completed")] };
    const view = compareWithFresh(page([5, 4]), fresh);
    expect(minutesOf(view)).toEqual(["order-5", "order-4"]);
    expect(view.rows.map((shown) => shown.row.where)).toEqual(["Completed", "Completed"]);
  });

  test("holds new orders back and counts them", () => {
    const view = compareWithFresh(page([5, 4]), page([7, 6, 5, 4]));
    expect(minutesOf(view)).toEqual(["order-5", "order-4"]);
    expect(view.newCount).toBe(2);
    expect(view.newCountAtLeast).toBe(false);
  });

  test("does not count the next page's rows as new", () => {
    const view = compareWithFresh(page([5, 4], "after-4"), page([5, 4, 3, 2], "after-2"));
    expect(view.newCount).toBe(0);
  });

  test("marks a row that left the view, and leaves it where it stood", () => {
    const view = compareWithFresh(page([5, 4, 3]), page([5, 3]));
    expect(view.rows.map((shown) => shown.leftView)).toEqual([false, true, false]);
  });

  test("does not call a row gone only because new ones pushed it off the fresh page", () => {
    const view = compareWithFresh(page([5, 4, 3]), page([7, 6, 5], "after-5"));
    expect(view.rows.map((shown) => shown.leftView)).toEqual([false, false, false]);
  });

  test("says `or more` when the fresh page holds nothing but new orders", () => {
    const view = compareWithFresh(page([2, 1], "after-1"), page([9, 8, 7], "after-7"));
    expect(view.newCount).toBe(3);
    expect(view.newCountAtLeast).toBe(true);
  });

  test("by time left, counts what runs out earlier and not what came later", () => {
    const due = (minute: number, left: number | null): ListedRow => ({
      ...row(minute),
      deadlineAt: left === null ? null : new Date(Date.UTC(2026, 10, 23, 18, left)).toISOString(),
    });
    const shown = { ...page([], "more"), items: [due(1, 10), due(2, 20)] };
    const fresh = {
      ...page([], "more"),
      items: [due(1, 10), due(7, 15), due(8, 40), due(9, null)],
    };
    expect(compareWithFresh(shown, fresh, "time_left").newCount).toBe(1);
  });

  test("with the oldest first, what comes new stands behind all of a full page", () => {
    const view = compareWithFresh(page([1, 2], "after-2"), page([1, 2, 3]), "oldest");
    expect(view.newCount).toBe(0);
    expect(compareWithFresh(page([1, 2]), page([1, 2, 3]), "oldest").newCount).toBe(1);
  });
});

describe("several pages of orders, one under the other", () => {
  const first = page([9, 8, 7], "after-7");
  const second = page([6, 5, 4], "after-4");

  test("are one list; each row is renewed by the reading of its own page", () => {
    const view = comparePages(
      [
        { shown: first, fresh: page([9, 8, 7, 6], "after-6") },
        { shown: second, fresh: { ...page([]), items: [row(6), row(4, "Completed")] } },
      ],
      "newest",
    );
    expect(minutesOf(view)).toEqual([9, 8, 7, 6, 5, 4].map((minute) => `order-${minute}`));
    expect(view.rows.map(({ leftView }) => leftView)).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
    ]);
    expect(view.rows.at(-1)?.row.where).toBe("Completed");
  });

  test("count what is new in the stretch of each, and nothing twice", () => {
    const due = (minute: number, left: number): ListedRow => ({
      ...row(minute),
      deadlineAt: new Date(Date.UTC(2026, 10, 23, 18, left)).toISOString(),
    });
    const top = { ...page([], "more"), items: [due(1, 10), due(2, 20)] };
    const under = { ...page([], "more"), items: [due(3, 30), due(4, 40)] };
    const view = comparePages(
      [
        // One is new at 15, one moved up from the second page, one belongs under this page.
        {
          shown: top,
          fresh: { ...top, items: [due(1, 10), due(7, 15), due(4, 18), due(2, 20), due(8, 35)] },
        },
        { shown: under, fresh: { ...under, items: [due(3, 30), due(8, 35)] } },
      ],
      "time_left",
    );
    expect(view.newCount).toBe(2);
  });

  test("show an order once that was read twice", () => {
    const twice = { ...second, items: [row(7), ...second.items] };
    const view = comparePages(
      [
        { shown: first, fresh: undefined },
        { shown: twice, fresh: undefined },
      ],
      "newest",
    );
    expect(minutesOf(view)).toEqual([9, 8, 7, 6, 5, 4].map((minute) => `order-${minute}`));
  });
});
