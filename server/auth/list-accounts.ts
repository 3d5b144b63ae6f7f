import type { DbOrTx } from "#db/client";
import { readAccounts } from "#db/queries/accounts";

/** More people than any support desk here has; the list is read by people. */
const LIST_LIMIT = 500;

export async function listAccounts(db: DbOrTx) {
  return readAccounts(db, LIST_LIMIT);
}
