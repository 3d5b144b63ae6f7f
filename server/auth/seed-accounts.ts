import type { Database } from "#db/client";
import { countAccounts, lockSeeding } from "#db/queries/accounts";
import { createAccount, type Role } from "./create-account.ts";

const FIRST_ACCOUNTS = [
  { name: "Sam Support", email: "support@backstitch.example", role: "support" },
  { name: "Alex Admin", email: "admin@backstitch.example", role: "admin" },
] as const satisfies readonly { name: string; email: string; role: Role }[];

/**
 * One account per role where there is none at all, with passwords that are told
 * only here; an empty list when somebody was here before.
 */
export async function seedAccounts(services: {
  database: Database;
}): Promise<{ email: string; password: string; role: Role }[]> {
  return services.database.db.transaction(async (tx) => {
    await lockSeeding(tx);
    if ((await countAccounts(tx)) > 0) return [];
    const made = [];
    for (const wish of FIRST_ACCOUNTS) {
      const { email, password, role } = await createAccount(tx, { ...wish, createdBy: null });
      made.push({ email, password, role });
    }
    return made;
  });
}
