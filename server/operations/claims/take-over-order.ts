import type { Db } from "#db/client";
import { closeClaim, closeLapsedClaim, insertClaim } from "#db/queries/claims";
import { newUuid } from "#server/ids";
import { CLAIM_MINUTES } from "./claim-minutes.ts";
import { answerOf } from "./claim-order.ts";
import { requireOrder } from "./require-order.ts";
import type { ClaimAnswer } from "./views.ts";

type TakeOver = {
  sagaUuid: string;
  /** The claim on the screen: another one that was made meanwhile is not taken away. */
  claimId: string;
  actorId: string;
  note: string;
};

/** Takes an order over from a colleague, who is told why. */
export async function takeOverOrder(
  { db }: { db: Db },
  { sagaUuid, claimId, actorId, note }: TakeOver,
): Promise<ClaimAnswer> {
  await requireOrder(db, sagaUuid);
  await db.transaction(async (tx) => {
    await closeLapsedClaim(tx, sagaUuid);
    const closed = await closeClaim(tx, { claimId, sagaUuid, endedBy: "take_over" });
    // Without a claim to take over, the order is claimed if it is free.
    const takenFrom = closed && closed.actorId !== actorId ? closed.actorId : null;
    await insertClaim(tx, {
      claimId: newUuid(),
      sagaUuid,
      actorId,
      minutes: CLAIM_MINUTES,
      takenFrom,
      note: takenFrom === null ? null : note,
    });
  });
  return answerOf(db, sagaUuid, actorId);
}
