import { desc, eq, inArray, sql } from "drizzle-orm";
import type { DbOrTx } from "#db/client";
import { notes, users } from "#db/schema/index";

/** The newest versions of the notes of an order, newest first. */
export async function readNotes(db: DbOrTx, sagaUuid: string, limit: number) {
  return db
    .select({
      noteId: notes.noteId,
      version: notes.version,
      authorId: notes.authorId,
      authorName: users.name,
      text: notes.text,
      createdAt: notes.createdAt,
    })
    .from(notes)
    .leftJoin(users, eq(users.id, notes.authorId))
    .where(eq(notes.sagaUuid, sagaUuid))
    .orderBy(desc(notes.createdAt), desc(notes.version))
    .limit(limit);
}
export type NoteRow = Awaited<ReturnType<typeof readNotes>>[number];

/** How many notes each of these orders has. */
export async function countNotes(
  db: DbOrTx,
  sagaUuids: readonly string[],
): Promise<Map<string, number>> {
  if (sagaUuids.length === 0) return new Map();
  const rows = await db
    .select({
      sagaUuid: notes.sagaUuid,
      count: sql<number>`count(distinct ${notes.noteId})::int`,
    })
    .from(notes)
    .where(inArray(notes.sagaUuid, [...sagaUuids]))
    .groupBy(notes.sagaUuid);
  return new Map(rows.map(({ sagaUuid, count }) => [sagaUuid, count]));
}
