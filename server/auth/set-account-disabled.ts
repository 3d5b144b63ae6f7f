import type { Database } from "#db/client";
import { deleteSessions, findAccount, markAccountDisabled } from "#db/queries/accounts";
import { AppError } from "#server/errors";
import { keepAnAdmin } from "./keep-an-admin.ts";
import { recordStaffAction } from "./record-staff-action.ts";

/** Shuts an account out, its open sessions with it, or lets it in again. Nobody shuts themselves out. */
export async function setAccountDisabled(
  db: Pick<Database["db"], "transaction">,
  wish: { accountId: string; disabled: boolean; by: string },
): Promise<void> {
  const { accountId, disabled, by } = wish;
  if (disabled && accountId === by) {
    throw new AppError(
      "invalid_request",
      "You cannot disable the account you are signed in with.",
      {
        errors: [{ pointer: "/accountId", code: "own_account" }],
      },
    );
  }
  await db.transaction(async (tx) => {
    if (disabled) await keepAnAdmin(tx, accountId);
    const account = await findAccount(tx, accountId);
    if (account === undefined) throw new AppError("not_found", "There is no such account.");
    if ((account.disabledAt !== null) === disabled) return;
    await markAccountDisabled(tx, account.id, disabled ? { at: new Date(), by } : null);
    if (disabled) await deleteSessions(tx, account.id);
    const kind = disabled ? "account_disabled" : "account_enabled";
    await recordStaffAction(tx, { kind, by, subject: account.id });
  });
}
