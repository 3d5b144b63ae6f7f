import type { DbOrTx } from "#db/client";
import { readHeldPartners as readRows } from "#db/queries/operations";
import type { HeldPartner } from "./situation.ts";

/** The partners that get no calls now, with the name of whoever put them on hold. */
export async function readHeldPartners(db: DbOrTx): Promise<HeldPartner[]> {
  const rows = await readRows(db);
  return rows.flatMap(({ partner, direction, heldSince, heldByName }) =>
    heldSince === null
      ? []
      : [{ partner, direction, since: heldSince.getTime(), by: heldByName ?? "The system" }],
  );
}
