import type { Db } from "#db/client";
import { closeClaim, readOpenClaims } from "#db/queries/claims";

/** Gives an order back. Only whoever has it can; false when it was nobody's of theirs any more. */
export async function releaseClaim(
  { db }: { db: Db },
  { sagaUuid, actorId }: { sagaUuid: string; actorId: string },
): Promise<{ released: boolean }> {
  const [claim] = await readOpenClaims(db, [sagaUuid]);
  if (claim?.actorId !== actorId) return { released: false };
  const closed = await closeClaim(db, { claimId: claim.claimId, sagaUuid, endedBy: "release" });
  return { released: closed !== undefined };
}
