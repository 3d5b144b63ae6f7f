import type { Db, DbOrTx } from "#db/client";
import { closeLapsedClaim, extendClaim, insertClaim } from "#db/queries/claims";
import { AppError } from "#server/errors";
import { newUuid } from "#server/ids";
import { CLAIM_MINUTES } from "./claim-minutes.ts";
import { findClaim } from "./find-claim.ts";
import { requireOrder } from "./require-order.ts";
import type { ClaimAnswer } from "./views.ts";

/**
 * Makes an order somebody's for a time. Of two people at once the second is told
 * who was faster; whoever has it already keeps it longer.
 */
export async function claimOrder(
  { db }: { db: Db },
  { sagaUuid, actorId }: { sagaUuid: string; actorId: string },
): Promise<ClaimAnswer> {
  await requireOrder(db, sagaUuid);
  const wish = { sagaUuid, actorId, minutes: CLAIM_MINUTES };
  await db.transaction(async (tx) => {
    await extendClaim(tx, wish);
    await closeLapsedClaim(tx, sagaUuid);
    await insertClaim(tx, { ...wish, claimId: newUuid(), takenFrom: null, note: null });
  });
  return answerOf(db, sagaUuid, actorId);
}

/** What stands after the attempt, whoever was faster. */
export async function answerOf(
  db: DbOrTx,
  sagaUuid: string,
  actorId: string,
): Promise<ClaimAnswer> {
  const claim = await findClaim(db, sagaUuid, actorId);
  if (!claim) {
    // Released in this very moment by whoever was faster.
    throw new AppError("unavailable", "The order was just released.", { retryAfterSeconds: 1 });
  }
  return claim.mine
    ? { type: "claimed", claim }
    : { type: "taken", because: `${claim.ownerName} has this order now.`, claim };
}
