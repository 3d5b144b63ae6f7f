/** Which orders are chosen, whether their rows are loaded or not. */
export type Selection = {
  chosen: ReadonlySet<string>;
  /** Where a stretch begins: the row that was chosen or let go last. */
  anchor: string | null;
  /** All of the view was taken at once; it may hold more than one operation does. */
  whole: { hasMore: boolean } | null;
};

export const NOTHING: Selection = { chosen: new Set(), anchor: null, whole: null };

/** Chooses an order, or lets it go. */
export function toggled({ chosen }: Selection, id: string): Selection {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return { chosen: next, anchor: id, whole: null };
}

/**
 * Chooses the stretch from the last row that was touched to this one, as the rows
 * stand. Without such a row in this list it is a choice like any other.
 */
export function selectedTo(selection: Selection, rows: readonly string[], id: string): Selection {
  const from = selection.anchor === null ? -1 : rows.indexOf(selection.anchor);
  const to = rows.indexOf(id);
  if (from === -1 || to === -1) return toggled(selection, id);
  const stretch = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { chosen: new Set([...selection.chosen, ...stretch]), anchor: id, whole: null };
}

/** How much of the rows is chosen: what the box in the head shows. */
export function shareOf({ chosen }: Selection, rows: readonly string[]): "none" | "some" | "all" {
  const count = rows.filter((id) => chosen.has(id)).length;
  if (count === 0) return "none";
  return count === rows.length ? "all" : "some";
}

/** The box in the head: all rows that are loaded, or none of them. */
export function rowsToggled(selection: Selection, rows: readonly string[]): Selection {
  const next = new Set(selection.chosen);
  const isAll = shareOf(selection, rows) === "all";
  for (const id of rows) {
    if (isAll) next.delete(id);
    else next.add(id);
  }
  return { chosen: next, anchor: null, whole: null };
}
