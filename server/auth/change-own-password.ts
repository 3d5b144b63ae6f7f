import { createHmac } from "node:crypto";
import type { Database } from "#db/client";
import { countSignInAttempt, forgetSignInAttempts } from "#db/queries/accounts";
import { deleteOtherSessions, findPassword, writePassword } from "#db/queries/sessions";
import { AppError } from "#server/errors";
import type { StaffSession } from "./find-session.ts";
import { judgePassword } from "./judge-password.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";
import { recordStaffAction } from "./record-staff-action.ts";

/** Whoever sits at an unlocked screen may guess as often as at the sign-in page. */
const LIMITS = { freeCount: 5, firstWaitSeconds: 30, maxWaitSeconds: 900 };

/**
 * Changes a person's own password and ends every other session of theirs; this
 * one stays. Our own and not the library's call, so that the rules, the end of the
 * sessions and the record of it are one transaction. Answers how many it ended.
 */
export async function changeOwnPassword(
  services: { db: Database["db"]; secret: string },
  session: StaffSession,
  wish: { current: string; next: string },
): Promise<{ endedSessions: number }> {
  const { db, secret } = services;
  const { userId, sessionId, email, name } = session;
  const guard = createHmac("sha256", secret).update(`password:${userId}`).digest("base64url");
  const waitSeconds = await countSignInAttempt(db, guard, LIMITS);
  if (waitSeconds !== null) {
    throw new AppError("unavailable", "Too many tries. Wait a while, then try again.", {
      retryAfterSeconds: waitSeconds,
      errors: [{ pointer: "/current", code: "too_many_tries" }],
    });
  }
  const known = await findPassword(db, userId);
  const was = known?.hash;
  if (!was || !(await verifyPassword({ hash: was, password: wish.current }))) {
    throw refuse("/current", "wrong_password", "The current password does not fit.");
  }
  const fault = judgePassword(wish.next, { email, name, current: wish.current });
  if (fault !== null) throw refuse("/next", fault, "The new password cannot be taken.");
  const hash = await hashPassword(wish.next);
  const endedSessions = await db.transaction(async (tx) => {
    if (!(await writePassword(tx, userId, { hash, was }))) {
      throw refuse("/current", "wrong_password", "The password was changed meanwhile.");
    }
    await recordStaffAction(tx, { kind: "password_changed", by: userId, subject: userId });
    return deleteOtherSessions(tx, userId, sessionId);
  });
  await forgetSignInAttempts(db, guard);
  return { endedSessions };
}

function refuse(pointer: string, code: string, message: string): AppError {
  return new AppError("invalid_request", message, { errors: [{ pointer, code }] });
}
