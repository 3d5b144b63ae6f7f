import { z } from "zod";
import type { InboxPlace } from "#db/queries/inbox";
import { AppError } from "#server/errors";
import { INBOX_OWNERS, type InboxOwnerFilter } from "./views.ts";

const VERSION = 1;

const content = z.strictObject({
  v: z.literal(VERSION),
  /** The last order read of those that stopped, and of those whose customer was not told. */
  s: z.int().nonnegative(),
  o: z.int().nonnegative(),
  /** The list it was made for; in another it would skip rows without a word. */
  f: z.enum(INBOX_OWNERS),
});

export const START: InboxPlace = { sagaId: 0, orderId: 0 };

export function encodeInboxCursor(place: InboxPlace, filter: InboxOwnerFilter): string {
  const json = JSON.stringify({ v: VERSION, s: place.sagaId, o: place.orderId, f: filter });
  return Buffer.from(json).toString("base64url");
}

/** The place to go on from; throws invalid_cursor for any that is not ours or of another filter. */
export function decodeInboxCursor(cursor: string, filter: InboxOwnerFilter): InboxPlace {
  const parsed = content.safeParse(parseJson(Buffer.from(cursor, "base64url").toString("utf8")));
  if (!parsed.success || parsed.data.f !== filter) {
    throw new AppError("invalid_cursor", "The cursor is not one of this list. Begin without one.");
  }
  return { sagaId: parsed.data.s, orderId: parsed.data.o };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is one way of not being ours.
    return null;
  }
}
