import type { Database } from "#db/client";
import { deleteSessions, findAccount } from "#db/queries/accounts";
import { writePassword } from "#db/queries/sessions";
import { AppError } from "#server/errors";
import { hashPassword, newPassword } from "./passwords.ts";
import { recordStaffAction } from "./record-staff-action.ts";

/** Gives a person a new password and ends their sessions; the answer is the only copy there will ever be. */
export async function resetPassword(
  db: Pick<Database["db"], "transaction">,
  { accountId, by }: { accountId: string; by: string },
): Promise<{ password: string }> {
  if (accountId === by) {
    throw new AppError("invalid_request", "Change your own password under “Your account”.", {
      errors: [{ pointer: "/accountId", code: "own_account" }],
    });
  }
  const password = newPassword();
  const hash = await hashPassword(password);
  await db.transaction(async (tx) => {
    const account = await findAccount(tx, accountId);
    if (account === undefined) throw new AppError("not_found", "There is no such account.");
    await writePassword(tx, account.id, { hash });
    await deleteSessions(tx, account.id);
    await recordStaffAction(tx, { kind: "password_reset", by, subject: account.id });
  });
  return { password };
}
