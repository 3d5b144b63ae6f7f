import type { Actor } from "#server/saga/types";
import { applyDecision } from "./apply-decision.ts";
import type { Batch } from "./batch.ts";
import type { NoteReceipt, NoteSubmission } from "./submissions.ts";

/**
 * Keeps a version of a note beside the event that says who wrote it, in one
 * commit. It decides nothing about the order, so it is possible in any state and
 * leaves the revision as it is: nobody's action is refused because of a note.
 */
export function answerNote(batch: Batch, submission: NoteSubmission): NoteReceipt {
  const { sagaUuid, noteId, version, actorId } = submission;
  if (batch.opaque.has(sagaUuid)) return { type: "newer_version" };
  const saga = batch.saga(sagaUuid);
  if (saga.position === "NOT_STARTED") return { type: "not_found" };
  const known = batch.note(noteId);
  if (known && known.sagaUuid !== sagaUuid) return { type: "not_found" };
  if (known && known.authorId !== actorId) return { type: "not_yours" };
  if (known?.version === version && known.text === submission.text) return { type: "noted" };
  if (version !== (known?.version ?? 0) + 1) return { type: "moved_on" };

  const by: Actor = { type: "person", id: actorId };
  applyDecision(batch, sagaUuid, [{ type: "NoteAdded", data: { noteId, by } }], {
    correlationId: saga.orderUuid,
    causationId: noteId,
    actor: by,
  });
  batch.notes.push(submission);
  return { type: "noted" };
}
