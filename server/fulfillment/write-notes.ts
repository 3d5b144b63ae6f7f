import type { Batch } from "./batch.ts";
import type { LaneTx } from "./lane.ts";

const INSERT = `
  insert into notes (note_id, version, saga_uuid, author_id, text, created_at)
  select i.*, $6::timestamptz
  from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::text[]) i`;

/** Keeps the text of each note in the transaction of the event that tells of it. */
export async function writeNotes(tx: LaneTx, { notes, now }: Batch): Promise<void> {
  if (notes.length === 0) return;
  await tx.query("insert-notes", INSERT, [
    notes.map(({ noteId }) => noteId),
    notes.map(({ version }) => version),
    notes.map(({ sagaUuid }) => sagaUuid),
    notes.map(({ actorId }) => actorId),
    notes.map(({ text }) => text),
    new Date(now).toISOString(),
  ]);
}
