export type Cell = string | number | boolean | null;

/*
 * COPY's text format. Nothing that a history writes holds a tab, a line's end
 * or a backslash, so nothing is escaped.
 */
export const rowOf = (cells: readonly Cell[]) =>
  cells.map((cell) => (cell === null ? "\\N" : String(cell))).join("\t");

export const arrayCell = (items: readonly string[]) => `{${items.join(",")}}`;
