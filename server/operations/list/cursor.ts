import { z } from "zod";
import type { ListPlace } from "#db/queries/order-list";
import { AppError } from "#server/errors";

const VERSION = 2;

const content = z.strictObject({
  v: z.literal(VERSION),
  /** The last row's place: the next page begins behind it. */
  k: z.int().positive(),
  d: z.number().nullable(),
  /** The list it was made for; in another it would skip rows without a word. */
  f: z.string().max(32),
});

export function encodeCursor({ id, deadlineMs }: ListPlace, listKey: string): string {
  const json = JSON.stringify({ v: VERSION, k: id, d: deadlineMs, f: listKey });
  return Buffer.from(json).toString("base64url");
}

/** The place to go on from; throws invalid_cursor for any that is not ours or of another list. */
export function decodeCursor(cursor: string, listKey: string): ListPlace {
  const parsed = content.safeParse(parseJson(Buffer.from(cursor, "base64url").toString("utf8")));
  if (!parsed.success || parsed.data.f !== listKey) {
    throw new AppError("invalid_cursor", "The cursor is not one of this list. Begin without one.");
  }
  return { id: parsed.data.k, deadlineMs: parsed.data.d };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is one way of not being ours.
    return null;
  }
}
