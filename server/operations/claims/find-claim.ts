import type { DbOrTx } from "#db/client";
import { readOpenClaims } from "#db/queries/claims";
import { claimView } from "./claim-view.ts";
import type { ClaimView } from "./views.ts";

/** The claim that stands on an order now, or null. */
export async function findClaim(
  db: DbOrTx,
  sagaUuid: string,
  viewerId: string,
): Promise<ClaimView | null> {
  const [row] = await readOpenClaims(db, [sagaUuid]);
  return row ? claimView(row, viewerId) : null;
}
