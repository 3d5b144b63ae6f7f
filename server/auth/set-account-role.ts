import type { Database } from "#db/client";
import { findAccount, writeRole } from "#db/queries/accounts";
import { AppError } from "#server/errors";
import type { Role } from "./create-account.ts";
import { keepAnAdmin } from "./keep-an-admin.ts";
import { recordStaffAction } from "./record-staff-action.ts";

/** Gives an account another role; its open sessions have it from their next call on. */
export async function setAccountRole(
  db: Pick<Database["db"], "transaction">,
  { accountId, role, by }: { accountId: string; role: Role; by: string },
): Promise<void> {
  if (accountId === by) {
    throw new AppError("invalid_request", "You cannot change your own role.", {
      errors: [{ pointer: "/accountId", code: "own_account" }],
    });
  }
  await db.transaction(async (tx) => {
    if (role !== "admin") await keepAnAdmin(tx, accountId);
    const account = await findAccount(tx, accountId);
    if (account === undefined) throw new AppError("not_found", "There is no such account.");
    if (account.role === role) return;
    await writeRole(tx, account.id, role);
    const details = { from: account.role, to: role };
    await recordStaffAction(tx, { kind: "account_role_changed", by, subject: account.id, details });
  });
}
