/** What a colleague wrote about an order, as it reads now. Instants are ISO 8601 in UTC. */
export type NoteView = {
  noteId: string;
  /** Rises with each edit; an edit names the one it was made from. */
  version: number;
  text: string;
  authorName: string;
  mine: boolean;
  writtenAt: string;
  /** When it was last changed; null while it stands as it was written. */
  editedAt: string | null;
};

/** Whether it was kept; if not, why, as a sentence. */
export type NoteAnswer = { type: "noted" } | { type: "not_done"; because: string };
