import type { OrderPage, OrderRow } from "#server/operations/views";

export type FreshView = {
  /** The rows as they were shown, in their places, with what is known now in their cells. */
  rows: { row: OrderRow; leftView: boolean }[];
  /** Orders that belong to this view by now and are not shown yet. */
  newCount: number;
  /** More than the fresh page could hold may have come. */
  newCountAtLeast: boolean;
};

/**
 * Lays a fresh page under the page on the screen: no row moves, appears or goes,
 * only cells change. The fresh page may reach less far down than the shown one
 * (new orders pushed rows out of it); such rows stay as they were.
 */
export function compareWithFresh(shown: OrderPage, fresh: OrderPage | undefined): FreshView {
  if (fresh === undefined) {
    return {
      rows: shown.items.map((row) => ({ row, leftView: false })),
      newCount: 0,
      newCountAtLeast: false,
    };
  }
  const freshBySaga = new Map(fresh.items.map((row) => [row.sagaUuid, row]));
  const freshEnd = fresh.nextCursor === null ? null : fresh.items.at(-1)?.placedAt;
  const shownEnd = shown.nextCursor === null ? null : shown.items.at(-1)?.placedAt;
  const shownSagas = new Set(shown.items.map((row) => row.sagaUuid));

  const rows = shown.items.map((row) => {
    const now = freshBySaga.get(row.sagaUuid);
    const covered = freshEnd === null || freshEnd === undefined || row.placedAt > freshEnd;
    return { row: now ?? row, leftView: now === undefined && covered };
  });
  const newRows = fresh.items.filter(
    (row) =>
      !shownSagas.has(row.sagaUuid) &&
      // Older rows than the last shown one belong to the next page, not above this one.
      (shownEnd === null || shownEnd === undefined || row.placedAt > shownEnd),
  );
  const reachesShown = fresh.items.some((row) => shownSagas.has(row.sagaUuid));
  return {
    rows,
    newCount: newRows.length,
    newCountAtLeast: fresh.nextCursor !== null && shown.items.length > 0 && !reachesShown,
  };
}
