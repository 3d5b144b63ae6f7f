import type { Db } from "#db/client";
import { extendClaim } from "#db/queries/claims";
import { AppError } from "#server/errors";
import type { NoteReceipt, NoteSubmission } from "#server/fulfillment/submissions";
import { CLAIM_MINUTES } from "../claims/claim-minutes.ts";
import type { NoteAnswer } from "./views.ts";

export type NoteCommitter = {
  submit(submission: NoteSubmission): Promise<NoteReceipt>;
};

/** Adds a note to an order, or a new version of one. Writing is working: it keeps the writer's claim. */
export async function writeNote(
  { db, committer }: { db: Db; committer: NoteCommitter },
  note: Omit<NoteSubmission, "type">,
): Promise<NoteAnswer> {
  const { type } = await committer.submit({ type: "note", ...note });
  switch (type) {
    case "not_found":
      throw new AppError("not_found", "There is no such order.");
    case "not_yours":
      return { type: "not_done", because: "Only who wrote a note may change it." };
    case "moved_on":
      return {
        type: "not_done",
        because: "The note was changed in another window since this page was loaded.",
      };
    case "newer_version":
      return {
        type: "not_done",
        because: "A newer version of the system wrote this order, and this one must not change it.",
      };
    case "noted":
      await extendClaim(db, {
        sagaUuid: note.sagaUuid,
        actorId: note.actorId,
        minutes: CLAIM_MINUTES,
      });
      return { type: "noted" };
  }
}
