import type { ListedRow, ListSort, OrderPage } from "#server/operations/list/views";

export type FreshView = {
  /** The rows as they were shown, in their places, with what is known now in their cells. */
  rows: { row: ListedRow; leftView: boolean }[];
  /** Orders that belong to this view by now and are not shown yet. */
  newCount: number;
  /** More than the fresh page could hold may have come. */
  newCountAtLeast: boolean;
};

/**
 * Lays a fresh page under the page on the screen: no row moves, appears or goes,
 * only cells change. The fresh page may reach less far down than the shown one
 * (new orders pushed rows out of it); such rows stay as they were. What another
 * page of the list shows, `elsewhere`, is not new.
 */
export function compareWithFresh(
  shown: OrderPage,
  fresh: OrderPage | undefined,
  sort: ListSort = "newest",
  elsewhere: ReadonlySet<string> = new Set(),
): FreshView {
  if (fresh === undefined) {
    return {
      rows: shown.items.map((row) => ({ row, leftView: false })),
      newCount: 0,
      newCountAtLeast: false,
    };
  }
  const freshBySaga = new Map(fresh.items.map((row) => [row.sagaUuid, row]));
  const freshEnd = fresh.nextCursor === null ? undefined : fresh.items.at(-1);
  const shownEnd = shown.nextCursor === null ? undefined : shown.items.at(-1);
  const shownSagas = new Set(shown.items.map((row) => row.sagaUuid));

  const rows = shown.items.map((row) => {
    const now = freshBySaga.get(row.sagaUuid);
    const covered = freshEnd === undefined || standsBefore(row, freshEnd, sort);
    return { row: now ?? row, leftView: now === undefined && covered };
  });
  const newRows = fresh.items.filter(
    (row) =>
      !shownSagas.has(row.sagaUuid) &&
      !elsewhere.has(row.sagaUuid) &&
      // Rows behind the last shown one belong to the next page, not among these.
      (shownEnd === undefined || standsBefore(row, shownEnd, sort)),
  );
  const reachesShown = fresh.items.some((row) => shownSagas.has(row.sagaUuid));
  return {
    rows,
    newCount: newRows.length,
    newCountAtLeast: fresh.nextCursor !== null && shown.items.length > 0 && !reachesShown,
  };
}

/** The same for all pages that are loaded, one under the other: each has its own stretch of the list. */
export function comparePages(
  pages: readonly { shown: OrderPage; fresh: OrderPage | undefined }[],
  sort: ListSort,
): FreshView {
  const everywhere = new Set(pages.flatMap(({ shown }) => shown.items.map((row) => row.sagaUuid)));
  const views = pages.map(({ shown, fresh }) => compareWithFresh(shown, fresh, sort, everywhere));
  const seen = new Set<string>();
  return {
    // An order that got another place between two readings is in both; it keeps the first.
    rows: views
      .flatMap(({ rows }) => rows)
      .filter(({ row }) => !seen.has(row.sagaUuid) && seen.add(row.sagaUuid)),
    newCount: views.reduce((sum, { newCount }) => sum + newCount, 0),
    newCountAtLeast: views[0]?.newCountAtLeast ?? false,
  };
}

/** Whether a row comes before another in a list of this order. */
function standsBefore(a: ListedRow, b: ListedRow, sort: ListSort): boolean {
  if (sort === "oldest") return a.placedAt < b.placedAt;
  if (sort === "time_left" && a.deadlineAt !== b.deadlineAt) {
    if (a.deadlineAt === null || b.deadlineAt === null) return b.deadlineAt === null;
    return a.deadlineAt < b.deadlineAt;
  }
  return a.placedAt > b.placedAt;
}
