import type { Database } from "#db/client";
import { deleteSessions, findAccount, markAccountDisabled } from "#db/queries/accounts";
import { AppError } from "#server/errors";

/**
 * Shuts an account out, its open sessions with it, or lets it in again. Nobody
 * shuts themselves out, so one admin is always left.
 */
export async function setAccountDisabled(
  db: Pick<Database["db"], "transaction">,
  wish: { accountId: string; disabled: boolean; by: string },
): Promise<void> {
  if (wish.disabled && wish.accountId === wish.by) {
    throw new AppError(
      "invalid_request",
      "You cannot disable the account you are signed in with.",
      {
        errors: [{ pointer: "/accountId", code: "own_account" }],
      },
    );
  }
  await db.transaction(async (tx) => {
    const account = await findAccount(tx, wish.accountId);
    if (account === undefined) throw new AppError("not_found", "There is no such account.");
    if ((account.disabledAt !== null) === wish.disabled) return;
    await markAccountDisabled(
      tx,
      account.id,
      wish.disabled ? { at: new Date(), by: wish.by } : null,
    );
    if (wish.disabled) await deleteSessions(tx, account.id);
  });
}
