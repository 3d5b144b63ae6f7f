import type { Db } from "#db/client";
import { addFailureNotes } from "#db/queries/failure-counts";
import { changeFailureGroup, findFailureGroup, readFailureNotes } from "#db/queries/failures";
import { readClock } from "#db/queries/sagas";
import { AppError } from "#server/errors";
import type { FailureChange, SettableStatus } from "./views.ts";

type Wish = {
  id: number;
  /** The one on the screen. */
  revision: number;
  /** Null: stays what it is. */
  status: SettableStatus | null;
  fixedIn: string | null;
  ignoredUntil: Date | null;
  owner: "me" | "nobody" | "unchanged";
  /** Made by the page: the same one again writes nothing twice. */
  noteId: string;
  note: string | null;
};

/** What a person says about a group: how it stands and who looks after it. */
export async function changeFailure(
  { db }: { db: Db },
  viewerId: string,
  wish: Wish,
): Promise<FailureChange> {
  const found = await findFailureGroup(db, wish.id, 1);
  if (!found) throw new AppError("not_found", "There is no such group of failures.");
  const { group } = found;
  const status = wish.status ?? group.status;
  const keeps = wish.status === null;
  const fixedIn = keeps ? group.fixedIn : wish.status === "fixed" ? wish.fixedIn : null;
  const ignoredUntil = keeps
    ? group.ignoredUntil
    : wish.status === "ignored"
      ? wish.ignoredUntil
      : null;
  const owners = { me: viewerId, nobody: null, unchanged: group.ownerId };
  const now = new Date(await readClock(db));
  const changed = await db.transaction(async (tx) => {
    const { id, revision } = wish;
    const ownerId = owners[wish.owner];
    const isFirst = await changeFailureGroup(tx, {
      id,
      revision,
      status,
      fixedIn,
      ignoredUntil,
      ownerId,
    });
    if (!isFirst) return false;
    if (keeps && wish.note === null) return true;
    await addFailureNotes(tx, [
      {
        noteId: wish.noteId,
        groupId: id,
        kind: keeps ? "note" : "status",
        authorId: viewerId,
        status: wish.status,
        fixedIn,
        ignoredUntil,
        note: wish.note,
        createdAt: now,
      },
    ]);
    return true;
  });
  return changed
    ? { type: "changed" }
    : { type: "moved_on", because: await whoWasFaster(db, wish.id) };
}

async function whoWasFaster(db: Db, id: number): Promise<string> {
  const [latest] = await readFailureNotes(db, id, 1);
  const who =
    latest?.note.authorId == null ? "The system" : (latest.authorName ?? "A former colleague");
  return latest
    ? `${who} changed this group after it was loaded here.`
    : "This group was changed after it was loaded here.";
}

/** A note for colleagues; it stays when the group's orders are retried, and when the group comes back. */
export async function addFailureNote(
  { db }: { db: Db },
  viewerId: string,
  { id, noteId, note }: { id: number; noteId: string; note: string },
): Promise<FailureChange> {
  if (!(await findFailureGroup(db, id, 1))) {
    throw new AppError("not_found", "There is no such group of failures.");
  }
  await addFailureNotes(db, [
    {
      noteId,
      groupId: id,
      kind: "note",
      authorId: viewerId,
      note,
      createdAt: new Date(await readClock(db)),
    },
  ]);
  return { type: "changed" };
}
