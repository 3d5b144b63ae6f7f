import type { DbOrTx } from "#db/client";
import { readAccounts } from "#db/queries/accounts";

/** More people than any support desk here has; the list is read by people. */
const LIST_LIMIT = 500;

export async function listAccounts(db: DbOrTx) {
  const rows = await readAccounts(db, LIST_LIMIT + 1);
  return { rows: rows.slice(0, LIST_LIMIT), hasMore: rows.length > LIST_LIMIT };
}
