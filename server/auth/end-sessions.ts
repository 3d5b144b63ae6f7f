import type { Database } from "#db/client";
import { deleteOtherSessions, deleteSession } from "#db/queries/sessions";
import { AppError } from "#server/errors";
import type { StaffSession } from "./find-session.ts";
import { recordStaffAction } from "./record-staff-action.ts";

/** Ends one of a person's own sessions, at its next call. */
export async function endSession(
  db: Database["db"],
  { userId, sessionId }: StaffSession,
  ended: string,
): Promise<void> {
  if (ended === sessionId) {
    throw new AppError("invalid_request", "This is the session you are in. Sign out instead.", {
      errors: [{ pointer: "/sessionId", code: "own_session" }],
    });
  }
  await db.transaction(async (tx) => {
    if (!(await deleteSession(tx, userId, ended))) return;
    const details = { count: 1 };
    await recordStaffAction(tx, { kind: "sessions_ended", by: userId, subject: userId, details });
  });
}

/** Ends all of a person's own sessions but this one. */
export async function endOtherSessions(
  db: Database["db"],
  { userId, sessionId }: StaffSession,
): Promise<{ ended: number }> {
  return db.transaction(async (tx) => {
    const ended = await deleteOtherSessions(tx, userId, sessionId);
    if (ended > 0) {
      const details = { count: ended };
      await recordStaffAction(tx, { kind: "sessions_ended", by: userId, subject: userId, details });
    }
    return { ended };
  });
}
