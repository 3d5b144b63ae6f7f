import { z } from "zod";
import { AppError } from "#server/errors";
import { LIST_FILTERS, type ListFilter } from "./views.ts";

const VERSION = 1;

const content = z.strictObject({
  v: z.literal(VERSION),
  /** The last row's key: the next page begins below it. */
  k: z.int().positive(),
  /** The list it was made for; in another it would skip rows without a word. */
  f: z.enum(LIST_FILTERS),
});

export function encodeCursor(lastId: number, filter: ListFilter): string {
  const json = JSON.stringify({ v: VERSION, k: lastId, f: filter });
  return Buffer.from(json).toString("base64url");
}

/** The key to go on from; throws invalid_cursor for any that is not ours or of another filter. */
export function decodeCursor(cursor: string, filter: ListFilter): number {
  const parsed = content.safeParse(parseJson(Buffer.from(cursor, "base64url").toString("utf8")));
  if (!parsed.success || parsed.data.f !== filter) {
    throw new AppError("invalid_cursor", "The cursor is not one of this list. Begin without one.");
  }
  return parsed.data.k;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is one way of not being ours.
    return null;
  }
}
