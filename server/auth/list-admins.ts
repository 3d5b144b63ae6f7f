import type { DbOrTx } from "#db/client";
import { readAdminNames } from "#db/queries/accounts";

/** Enough people to ask. */
const MOST_NAMED = 3;

/** The names of a few who can give a role. */
export async function listAdmins(db: DbOrTx): Promise<string[]> {
  return readAdminNames(db, MOST_NAMED);
}
