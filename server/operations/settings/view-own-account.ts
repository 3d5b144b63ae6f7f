import type { DbOrTx } from "#db/client";
import { findPassword, readOpenSessions } from "#db/queries/sessions";
import { SESSION_SECONDS } from "#server/auth/auth";
import type { StaffSession } from "#server/auth/find-session";
import { MIN_PASSWORD_LENGTH } from "#server/auth/passwords";
import { deviceWords } from "./device-words.ts";
import type { OwnAccountView } from "./views.ts";

/** More places than anybody is signed in at; the list is for people. */
const LIST_LIMIT = 50;

/** A person's own account: who they are here, and where they are signed in. */
export async function viewOwnAccount(db: DbOrTx, session: StaffSession): Promise<OwnAccountView> {
  const { userId, sessionId, name, email, role } = session;
  const [password, sessions] = await Promise.all([
    findPassword(db, userId),
    readOpenSessions(db, userId, LIST_LIMIT),
  ]);
  return {
    name,
    email,
    role,
    passwordChangedAt: password?.changedAt.toISOString() ?? null,
    shortestPassword: MIN_PASSWORD_LENGTH,
    sessions: sessions.map((row) => ({
      sessionId: row.id,
      device: deviceWords(row.userAgent),
      address: row.ipAddress === "" ? null : row.ipAddress,
      startedAt: row.createdAt.toISOString(),
      // A day after its start it is over, whatever the row says.
      endsAt: new Date(
        Math.min(row.expiresAt.getTime(), row.createdAt.getTime() + SESSION_SECONDS * 1000),
      ).toISOString(),
      isThis: row.id === sessionId,
    })),
    asOf: new Date().toISOString(),
  };
}
