import type { NoteRow } from "#db/queries/notes";
import type { NoteView } from "./views.ts";

/** An account that is gone keeps what it wrote. */
const GONE = "A former colleague";

/** Each note as it reads now, by its id, from all of its versions. */
export function noteViews(
  rows: readonly NoteRow[],
  viewerId: string,
): ReadonlyMap<string, NoteView> {
  const views = new Map<string, NoteView>();
  for (const row of rows.toSorted((a, b) => a.version - b.version)) {
    const first = views.get(row.noteId);
    const at = row.createdAt.toISOString();
    views.set(row.noteId, {
      noteId: row.noteId,
      version: row.version,
      text: row.text,
      authorName: row.authorName ?? GONE,
      mine: row.authorId === viewerId,
      writtenAt: first?.writtenAt ?? at,
      editedAt: first ? at : null,
    });
  }
  return views;
}
