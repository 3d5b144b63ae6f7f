import type { InboxPage, InboxRow } from "#server/operations/inbox/views";

export type ShownRow = { row: InboxRow; leftView: boolean };
export type FreshInbox = {
  /** The rows as they were shown, in their places, with what is known now in their cells. */
  rows: ShownRow[];
  /** Orders that belong to this page by now and are not shown yet. */
  newCount: number;
};

/**
 * Lays a fresh page under the one on the screen: no row moves, appears or goes.
 * The list begins with the most urgent, so what the fresh page does not reach
 * lies at its end.
 */
export function compareInbox(shown: InboxPage, fresh: InboxPage | undefined): FreshInbox {
  if (fresh === undefined) {
    return { rows: shown.items.map((row) => ({ row, leftView: false })), newCount: 0 };
  }
  const freshBySaga = new Map(fresh.items.map((row) => [row.sagaUuid, row]));
  const freshEnd = fresh.nextCursor === null ? undefined : fresh.items.at(-1)?.dueAt;
  const shownEnd = shown.nextCursor === null ? undefined : shown.items.at(-1)?.dueAt;
  const shownSagas = new Set(shown.items.map((row) => row.sagaUuid));

  const rows = shown.items.map((row) => {
    const now = freshBySaga.get(row.sagaUuid);
    const covered = freshEnd === undefined || row.dueAt < freshEnd;
    return { row: now ?? row, leftView: now === undefined && covered };
  });
  const newRows = fresh.items.filter(
    (row) =>
      !shownSagas.has(row.sagaUuid) &&
      // Later ones than the last shown belong to the next page.
      (shownEnd === undefined || row.dueAt < shownEnd),
  );
  return { rows, newCount: newRows.length };
}
