/** Cells that a table program would take for a formula; the file may be opened by one. */
const FORMULA = /^[=+\-@\t\r]/;

/** One line of a CSV file (RFC 4180). No cell of it is run as a formula. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => csvCell(cell ?? "")).join(",")}\r\n`;
}

function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
