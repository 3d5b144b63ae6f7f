import type { Database } from "#db/client";
import { insertAccount } from "#db/queries/accounts";
import { AppError } from "#server/errors";
import { newUuid } from "#server/ids";
import { hashPassword, newPassword } from "./passwords.ts";
import { recordStaffAction } from "./record-staff-action.ts";

export const ROLES = ["support", "admin"] as const;
export type Role = (typeof ROLES)[number];

export type NewAccount = { name: string; email: string; role: Role; createdBy: string | null };

/** Makes an account with a password of its own; `password` is the only copy there will ever be. */
export async function createAccount(
  db: Pick<Database["db"], "transaction">,
  wish: NewAccount,
): Promise<{ id: string; email: string; password: string; role: Role }> {
  const id = newUuid();
  const email = wish.email.trim().toLowerCase();
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  const made = await db.transaction(async (tx) => {
    const account = { ...wish, id, signInId: newUuid(), email, passwordHash };
    if (!(await insertAccount(tx, account))) return false;
    const { createdBy: by, role } = wish;
    // The first accounts are made by nobody.
    if (by !== null) {
      const details = { role };
      await recordStaffAction(tx, { kind: "account_created", by, subject: id, details });
    }
    return true;
  });
  if (!made) {
    throw new AppError("invalid_request", "There is an account with this e-mail address.", {
      errors: [{ pointer: "/email", code: "email_taken" }],
    });
  }
  return { id, email, password, role: wish.role };
}
