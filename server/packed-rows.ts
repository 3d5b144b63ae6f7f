export type Cell = string | number | boolean | null;

const FIELD = "\x1f";
const RECORD = "\x1d";
const NULL = "\x1c";
const SEPARATORS = [FIELD, RECORD, NULL];

/**
 * Rows as one text parameter, which `unpacked` takes apart again. An array
 * parameter a column reads better, but Postgres sets up a function and a tuple
 * store for each of them: with the thirty-four columns of a saga that costs more
 * than the update of ten rows (measured, docs/performance.md).
 *
 * Throws for a text that holds a separator (U+001C, U+001D, U+001F); JSON never does.
 */
export function packRows(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => row.map(packed).join(FIELD)).join(RECORD);
}

function packed(cell: Cell): string {
  if (cell === null) return NULL;
  if (typeof cell === "boolean") return cell ? "t" : "f";
  if (typeof cell === "number") return String(cell);
  if (SEPARATORS.some((each) => cell.includes(each)))
    throw new Error("a text with a control character cannot be written");
  return cell;
}

/**
 * The packed rows of a parameter as a table expression, for a FROM clause: each
 * row an array `f` of texts. `offset 0` keeps the planner from taking a row
 * apart once for every use of it.
 */
export const unpacked = (parameter: string, name: string): string =>
  `(select string_to_array(r, e'\\x1f', e'\\x1c') f
    from unnest(string_to_array(${parameter}, e'\\x1d')) r offset 0) ${name}`;

/** The value of a packed row's field, counted from 1, as a Postgres type. Instants travel as milliseconds. */
export const field = (name: string, position: number, type: string): string =>
  type === "timestamptz"
    ? `to_timestamp(${name}.f[${position}]::float8 / 1000)`
    : `${name}.f[${position}]::${type}`;
