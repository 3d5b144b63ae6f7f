import type { DbOrTx } from "#db/client";
import { lockActiveAdmins } from "#db/queries/accounts";
import { AppError } from "#server/errors";

/**
 * Refuses to take the last admin away: nobody could make another one. Two admins
 * that would take each other away wait for one another here, and one is refused.
 */
export async function keepAnAdmin(tx: DbOrTx, accountId: string): Promise<void> {
  const admins = await lockActiveAdmins(tx);
  if (admins.length > 1 || admins[0] !== accountId) return;
  throw new AppError("invalid_request", "This is the last admin. Make another one first.", {
    errors: [{ pointer: "/accountId", code: "last_admin" }],
  });
}
