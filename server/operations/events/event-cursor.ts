import { z } from "zod";
import { AppError } from "#server/errors";

const content = z.strictObject({ v: z.literal(1), e: z.int().positive() });

export function encodeEventCursor(lastId: number): string {
  return Buffer.from(JSON.stringify({ v: 1, e: lastId })).toString("base64url");
}

/** The id to go on below; throws invalid_cursor for what is not ours. */
export function decodeEventCursor(cursor: string): number {
  const parsed = content.safeParse(parseJson(Buffer.from(cursor, "base64url").toString("utf8")));
  if (!parsed.success) {
    throw new AppError("invalid_cursor", "The cursor is not one of this list. Begin without one.");
  }
  return parsed.data.e;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is one way of not being ours.
    return null;
  }
}
