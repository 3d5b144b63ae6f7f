import { line } from "#server/orders/text";

/** What a person writes beside the reason of an action, for colleagues. */
export const note = line(1, 1_000).nullable().default(null);

/** Shorter than this a note says nothing to the colleague who reads it next week. */
const NOTE_LENGTH = 10;

export const isNote = (text: string | null): boolean => (text?.length ?? 0) >= NOTE_LENGTH;

export const needsNote = { path: ["note"], params: { code: "note_needed" } };

/** "Other" says nothing by itself, so the note must. */
export const saysWhy = (reason: string, text: string | null): boolean =>
  reason !== "other" || isNote(text);
