import { isDeepStrictEqual } from "node:util";

type Columns = Readonly<Record<string, unknown>>;

/** The first column in which a row is not what its events say, in words; null when there is none. */
export function differingColumn(row: Columns, told: Columns): string | null {
  for (const [column, expected] of Object.entries(told)) {
    const found = plain(row[column]);
    if (!isDeepStrictEqual(found, plain(expected))) {
      return `column ${column} is ${inWords(found)}, its events say ${inWords(plain(expected))}`;
    }
  }
  return null;
}

/** As JSON has it, so that a date equals its text and the order of keys means nothing. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

const inWords = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
